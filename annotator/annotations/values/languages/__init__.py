"""What languages call numbers, scales, units, currencies and limits: data, no rules."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def word_list(words: str) -> list[str]:
    """Return the words of a text, in order."""
    return words.split()
