"""Between Textual and the terminal: driver, frame diff, escape sequences, key queue."""
