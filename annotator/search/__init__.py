"""One box for all that somebody may see: articles, highlights, notes, names and questions."""
