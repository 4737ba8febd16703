"""One file a command: parsed arguments in, an answer on standard output, an exit code back."""
