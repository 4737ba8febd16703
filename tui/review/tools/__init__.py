"""What a review uses: filters, bulk rules, undo, statistics, text search, decision records."""
