"""copydesk: review groups of article copies in the terminal. read → detect → compare → suggest → decide → store."""

__version__ = "0.1.0"
