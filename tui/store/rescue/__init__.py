"""Decisions that could not be saved: kept aside, found again, taken up."""
