"""Features → page furniture: what of an article is its site's, and no text."""
