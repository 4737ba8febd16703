"""Scored pairs → groups, and what is told of them."""
