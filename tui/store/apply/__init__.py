"""Copies that a decision lets go, taken out of their places: logged first, and always to be brought back."""
