"""The index cache: an SQLite file of what was read and found."""
