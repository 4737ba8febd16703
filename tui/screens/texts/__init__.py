"""What the screen says in its status lines and reports."""
