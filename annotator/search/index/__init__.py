"""The index: what of each thing is found by its words, and how it follows what changes."""
