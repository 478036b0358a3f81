"""Read one number: digits, words of any language, Chinese characters, fractions, scales."""
