"""A language model behind an address of the desk's own."""
