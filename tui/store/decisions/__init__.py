"""The decisions file: reading, writing, merging, rescue."""
