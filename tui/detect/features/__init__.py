"""Texts → features: words, sentences and terms as numbers, and how they are packed."""
