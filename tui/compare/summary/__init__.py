"""A diff → shares, facts that differ, and the words for them."""
