"""What words mean to each other: inflection, names, numerals, abbreviations, misspellings."""
