"""Words as they are compared: the frame's one idea of "the same" (no Django)."""


def fold(words: str) -> str:
    """Return the words without regard to case and to runs of space."""
    return " ".join(words.split()).casefold()
