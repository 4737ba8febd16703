"""Two texts → a diff: sentences are aligned first, words inside them."""
