"""Texts of made-up articles, in which no two sentences are the same."""

from random import Random

from hypothesis import strategies as st

SIGNS = st.sampled_from(
    [*"ab1 .,-’'\"\n", "e\u0301", "é", "👍🏽", "👨‍👩‍👧", "中", "国", "ع", "े", "क", "\u0600"]
)
ANY_TEXT = st.lists(SIGNS, max_size=60).map("".join) | st.text(max_size=60)
WORDS = [
    "minister",
    "harbour",
    "council",
    "officials",
    "report",
    "bridge",
    "river",
    "members",
    "vote",
    "Tuesday",
    "money",
    "plan",
    "school",
    "house",
    "company",
    "workers",
    "price",
    "water",
    "train",
    "station",
    "border",
    "talks",
    "night",
    "police",
    "statement",
    "letter",
    "court",
    "ship",
    "doctors",
    "market",
    "grain",
    "the",
    "a",
    "of",
    "in",
    "to",
    "for",
    "with",
    "after",
    "before",
    "and",
    "by",
    "from",
    "at",
]


def sentence(random: Random) -> str:
    words = [random.choice(WORDS) for _ in range(random.randrange(5, 16))]
    words.insert(
        random.randrange(len(words)), f"{random.choice('BDFGKLMNPRST')}{random.randrange(10**6)}"
    )
    return " ".join(words).capitalize() + random.choice("..?!")


def article(seed: int, sentences: int = 24) -> str:
    """A text of that many sentences, some of them ending a paragraph."""
    random = Random(seed)
    told = ""
    for number in range(sentences):
        told += sentence(random)
        if number < sentences - 1:
            told += random.choice([" ", " ", "\n\n"])
    return told
