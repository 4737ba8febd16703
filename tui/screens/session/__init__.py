"""What lives as long as a review screen: indexing, cached diffs, saved view, external programs."""
