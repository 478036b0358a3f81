"""The reader that ships with the project: figures, dates and cue words, by rules alone."""
