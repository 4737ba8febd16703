"""Decisions → files that other tools read."""
