"""Read quantities off words: tokens, then numerals, then amounts with their limits and units."""
