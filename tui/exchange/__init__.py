"""Groups of other tools in, decisions out: nouns ↔ bytes; the door loads and writes."""
