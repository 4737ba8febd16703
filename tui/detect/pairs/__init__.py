"""Weighed articles → candidate pairs → evidence, scores and reasons."""
