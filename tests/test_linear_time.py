"""What reads text takes four times as long for four times as much, whatever stands in it."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from annotator.annotations.drawing.segments import Mark, all_pieces, by_piece, segments
from annotator.annotations.suggestions.name_matcher import occurrences
from annotator.annotations.values.date_reading import find_days
from annotator.annotations.values.extract import extract
from annotator.comparison.copies.shingles import sentence_copies, shared_runs, shingle_keys
from annotator.comparison.copies.words import placed_words, words, words_of_each
from annotator.comparison.names.similar import KnownNames, words_of
from annotator.comparison.open_claims.claim_likeness import KnownWording
from annotator.text import fold
from articles.intake.decoding import Undecodable, decode
from articles.intake.documents.paragraphs import set_paragraphs
from articles.sentences import sentence_around
from articles.text import TextRefused, blocks, canonical, word_count
from tests.comparison.open_claims.wordings import Wordings
from tests.work import steps

Read = Callable[[str], object]
ONCE, TIMES = 3000, 4
SOME_LENGTH = 25_000

HOSTILE = {
    "one mark": "…",
    "one stop": ".",
    "one letter": "a",
    "one word": "ab ",
    "one number": "12 ",
    "one digit": "1",
    "many short lines": "a\n",
    "opened and never closed": "(“",
    "stops and quotes": ".”",
    "stops and spaces": ".  ",
    "hyphens": "a-",
    "apostrophes": "a’",
    "accents apart": "a\u0301",
    "ideographs": "中",
    "another script": "ب ",
}


def _decoded(text: str) -> None:
    with suppress(Undecodable):
        decode(text.encode("utf-16-le") + b"\xff")


def _canonical(text: str) -> None:
    with suppress(TextRefused):
        canonical(text)


def _likeness(text: str) -> None:
    known = [KnownWording(text, 1), KnownWording(f"{text} other", 2), KnownWording("one two", 3)]
    Wordings(known).like(f"{text} else", "a source", 3)


def _drawn(text: str) -> None:
    marks = [Mark(at, at + 3, str(at), "claim") for at in range(0, len(text), 5)]
    by_piece(all_pieces(blocks(text)), marks)
    list(segments(0, len(text), marks))


def _each_sentence(text: str) -> None:
    for at in range(0, len(text), 50):
        sentence_around(text, at, at + 3)


NAMES = [("a a", 1), ("a", 2), ("Imran Khan", 3), ("… …", 4), ("ab ab ab", 5), ("中中", 6)]
READ: dict[str, Read] = {
    "paragraphs of a document": lambda text: set_paragraphs([text.split("\n"), [text]]),
    "sentences": _each_sentence,
    "canonical text": _canonical,
    "counting words": word_count,
    "decoding": _decoded,
    "folding": fold,
    "words": words,
    "words and places": placed_words,
    "words of lines": lambda text: words_of_each(text.split("\n")),
    "shingles": shingle_keys,
    "shared passages": lambda text: shared_runs(text, f"{text} x"),
    "copied sentences": lambda text: sentence_copies([(1, text), (2, f"y {text}")], 0.4),
    "likeness of claims": _likeness,
    "words of a name": words_of,
    "likeness of names": lambda text: KnownNames([(1, text), (2, "Imran Khan")]).like(f"{text}q"),
    "finding names": lambda text: occurrences(text, NAMES),
    "drawing": _drawn,
    "dates": lambda text: find_days(text, text, date(2022, 3, 1)),
    "values": extract,
}


def taken(read: Read, text: str) -> float:
    """Return the processor time of one reading."""
    before = time.process_time()
    read(text)
    return time.process_time() - before


def growth(read: Read, hostile: str) -> float:
    """Return how many times as long four times the text takes: 4 if time is linear, 16 if it is
    quadratic. The least of several tries, which a busy machine disturbs the least."""
    once, more = ((hostile * n)[:n] for n in (ONCE, ONCE * TIMES))
    least_once = least_more = float("inf")
    for _ in range(20):
        least_once = min(least_once, taken(read, once))
        least_more = min(least_more, taken(read, more))
        if least_more < 2 * TIMES * least_once:
            break
    return least_more / max(least_once, 1e-5)  # the clock's own grain


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_time_grows_as_the_text_does(read, hostile):
    assert growth(read, hostile) < 2.6 * TIMES


def test_a_sentence_takes_no_longer_in_a_line_of_stops():
    line = "…" * SOME_LENGTH
    around = steps(lambda: sentence_around(line, SOME_LENGTH // 2, SOME_LENGTH // 2 + 3))
    short = "…" * 1000
    assert around <= 2 * steps(lambda: sentence_around(short, 500, 503))


@pytest.mark.parametrize("word", ["ab ", "a b ", "中"])
def test_shared_passages_of_one_repeated_word_take_steps_by_the_word(word):
    once, more = (
        steps(lambda text=word * n: shared_runs(text, f"x {text}")) for n in (400, 400 * TIMES)
    )
    assert more < 1.5 * TIMES * once
