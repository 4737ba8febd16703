"""Words, letters, cells and characters."""
