"""Two aligned passages → their word-level edit script."""
