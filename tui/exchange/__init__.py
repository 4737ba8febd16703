"""What other tools found → our nouns, and our decisions → what other tools read: bytes only, no file is opened."""
