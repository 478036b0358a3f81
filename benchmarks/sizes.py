"""How large the desk is that is measured, and how often each thing is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """The story whose sources are compared: of each article so many `claims` and the rest."""

    articles: int = 5000
    words: int = 150
    sources: int = 40
    questions: int = 300
    claims: int = 20
    names: int = 4
    stances: int = 2


@dataclass(frozen=True)
class Sizes:
    """Articles of `words` words with `readers` × `marks` annotations, one long one; repetitions."""

    articles: int = 1000
    words: int = 800
    readers: int = 3
    marks: int = 20
    long_words: int = 20_000
    long_marks: int = 1000
    rounds: int = 60
    long_rounds: int = 7
    compared: Compared = Compared()

    @property
    def rows(self) -> int:
        """Of two articles one person has made all marks: of the second as many as of any."""
        twice = (self.readers - 1) * self.marks
        return self.articles * self.readers * self.marks - twice + self.long_marks


FULL = Sizes()
QUICK = Sizes(
    articles=25, words=120, long_words=2000, long_marks=80, rounds=2, long_rounds=1,
    compared=Compared(articles=30, words=60, sources=5, questions=60, claims=6, names=4, stances=2),
)  # fmt: skip
