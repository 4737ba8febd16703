"""A diff → styled lines for any terminal. No Textual."""
