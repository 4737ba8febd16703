"""What outlives the program: the decisions file, the configuration, the cache of the index."""
