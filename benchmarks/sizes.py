"""How large the desk is that is measured, and how often each thing is asked."""

from dataclasses import dataclass


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

    @property
    def rows(self) -> int:
        return self.articles * self.readers * self.marks + self.long_marks


FULL = Sizes()
QUICK = Sizes(
    articles=60, words=120, long_words=2000, long_marks=80, rounds=3, long_rounds=1
)  # fmt: skip
