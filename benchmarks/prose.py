"""Articles that nobody wrote: the same seed makes the same texts. Pure: no Django."""

import random
import re

SYLLABLES = ("ka", "lo", "mi", "ser", "ta", "ven", "dor", "pel", "ri", "sun", "ba", "net", "gul")
WORD = re.compile(r"\w+")


def vocabulary(chance: random.Random, size: int = 3000) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(size)]


def article(chance: random.Random, words: list[str], length: int) -> str:
    """About `length` words in sentences of 8–24 and paragraphs of 2–5 sentences."""
    paragraphs, written = [], 0
    while written < length:
        sentences = []
        for _ in range(chance.randint(2, 5)):
            chosen = chance.choices(words, k=chance.randint(8, 24))
            if chance.random() < 0.3:
                chosen[3] = f"{chance.randint(2, 900) * 10:,}"
            if chance.random() < 0.2:
                chosen[5] += "’s"
            if chance.random() < 0.3:
                chosen[6] += ","
            sentences.append(" ".join(chosen).capitalize() + ".")
            written += len(chosen)
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def spans(chance: random.Random, text: str, number: int) -> list[tuple[int, int]]:
    """`number` different spans of one to six words, inside a line, in no order."""
    words = [found.span() for found in WORD.finditer(text)]
    found: set[tuple[int, int]] = set()
    while len(found) < number:
        first = chance.randrange(len(words) - 6)
        start, end = words[first][0], words[first + chance.randint(0, 5)][1]
        if "\n" not in text[start:end]:
            found.add((start, end))
    return sorted(found, key=lambda span: chance.random())
