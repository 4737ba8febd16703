"""Threads, memory, processors and the garbage collector of this process."""
