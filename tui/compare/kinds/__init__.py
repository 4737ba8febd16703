"""Edits → the kind of each change."""
