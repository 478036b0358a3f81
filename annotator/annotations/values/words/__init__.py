"""Cut texts into tokens, and look phrases up in the lexicons of all languages."""
