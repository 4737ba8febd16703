"""Several states of one decisions file → one."""
