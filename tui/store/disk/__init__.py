"""Files on disk: atomic writes, locks, stable reads."""
