"""Groups that other tools found → imported groups."""
