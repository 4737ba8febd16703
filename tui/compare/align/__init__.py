"""Two texts → which sentences and blocks of them answer each other."""
