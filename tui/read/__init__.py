"""Bytes → articles. Only `folder.py` opens them; a format is one file and one line in the table."""
