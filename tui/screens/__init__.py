"""Where Textual begins."""
