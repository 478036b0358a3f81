"""Ten times the text with ten times the marks is about ten times the work, whatever was edited."""

from collections.abc import Callable
from random import Random

import pytest

from articles.versions import alignment
from articles.versions.anchoring import place
from tests.articles.versions.texts import WORDS, article
from tests.work import steps

Texts = tuple[str, str]
MOST_CELLS = 40_000


def corrected(sentences: int) -> Texts:
    """Words swapped, sentences gone and others put in, paragraphs that moved, throughout."""
    random = Random(9)
    old = article(3, sentences)
    lines = []
    for line in old.split("\n\n"):
        words = line.split(" ")
        words[random.randrange(len(words))] = random.choice(["somebody", "not", "12,000", ""])
        lines.append(" ".join(words))
        if random.random() < 0.2:
            lines.insert(random.randrange(len(lines)), article(random.randrange(99), 2))
        if random.random() < 0.1:
            lines.append(lines.pop(random.randrange(len(lines))))
    return old, "\n\n".join(lines)


def another(sentences: int) -> Texts:
    return article(3, sentences), article(4, sentences)


def without_line_ends(sentences: int) -> Texts:
    old, new = another(sentences)
    return old.replace("\n", " "), new.replace("\n", " ")


def one_row_again(sentences: int) -> Texts:
    return "yes and no " * 4 * sentences, "no yes and " * 4 * sentences


def twice_in_a_row(sentences: int) -> Texts:
    old = article(3, sentences)
    return old, "\n\n".join(f"{line}\n\n{line}" for line in old.split("\n\n"))


def turned_round(sentences: int) -> Texts:
    old = article(3, sentences)
    return old, "\n\n".join(reversed(old.split("\n\n")))


def words_alone(sentences: int) -> Texts:
    random = Random(5)
    return tuple(" ".join(random.choices(WORDS, k=10 * sentences)) for _ in range(2))  # type: ignore[return-value]


def spans(text: str, number: int) -> list[tuple[int, int]]:
    random = Random(2)
    starts = [random.randrange(len(text) - 200) for _ in range(number)]
    return [(start, start + random.choice([3, 12, 60, 180])) for start in starts]


def work(monkeypatch: pytest.MonkeyPatch, texts: Texts, marks: int) -> tuple[int, int]:
    """The lines of our own code that run, and the pairs of words that are laid over each other."""
    pairs = 0
    lay_over = alignment.LCSseq.opcodes

    class Counted:
        @staticmethod
        def opcodes(one: list[str], other: list[str]) -> object:
            nonlocal pairs
            pairs += len(one) * len(other)
            return lay_over(one, other)

    old, new = texts
    over_all = [(0, len(old))] * (marks // 10)
    with monkeypatch.context() as patched:
        patched.setattr(alignment, "LCSseq", Counted)
        # A small text goes the way of a large one.
        patched.setattr(alignment, "_MOST_CELLS", MOST_CELLS)
        ran = steps(lambda: place(old, new, [*spans(old, marks), *over_all]))
    return ran, pairs


@pytest.mark.parametrize(
    "texts",
    [
        corrected,
        another,
        without_line_ends,
        one_row_again,
        twice_in_a_row,
        turned_round,
        words_alone,
    ],
)
def test_ten_times_the_text_and_the_marks_is_at_most_twelve_times_the_work(
    monkeypatch: pytest.MonkeyPatch, texts: Callable[[int], Texts]
):
    few, _ = work(monkeypatch, texts(150), 50)
    assert few > 1_500  # the count sees each word
    many, pairs = work(monkeypatch, texts(1_500), 500)
    assert many <= 12 * few
    # Laying words over each other takes a step of the machine for 64 pairs of them.
    words = sum(len(text.split()) for text in texts(1_500))
    assert pairs <= MOST_CELLS**0.5 * words
