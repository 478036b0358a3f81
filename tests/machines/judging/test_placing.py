"""A quote is found where it is told to stand, or where it can only be meant."""

import pytest

from annotator.machines.engines.protocol import ProposedSpan
from annotator.machines.judging import placing
from annotator.machines.judging.placing import FoundPlace, QuoteFinder
from annotator.machines.judging.reasons import NOT_THERE, SEVERAL
from tests.machines.double import TEXT


def placed(quote, text=TEXT, **more):
    found = QuoteFinder(text).place(ProposedSpan(quote, "entity-place", **more))
    return (
        (text[found.start : found.end], found.start, found.found)
        if isinstance(found, FoundPlace)
        else found
    )


KASUR = TEXT.index("Kasur")


@pytest.mark.parametrize(
    "start", [KASUR, KASUR + 1, len(TEXT[:KASUR].encode())], ids=["code points", "UTF-16", "bytes"]
)
def test_offsets_of_other_units_are_known_where_the_quote_stands_then(start):
    assert placed("Kasur", start=start) == ("Kasur", KASUR, "exact")


def test_blanks_at_its_ends_are_left_out():
    assert placed(" Kasur. ", start=KASUR - 1) == ("Kasur.", KASUR, "exact")
    assert placed("\nKasur\t") == ("Kasur", KASUR, "once")


def test_what_stands_once_is_found_whatever_is_told():
    assert placed("Kasur", start=3) == ("Kasur", KASUR, "once")
    assert placed("Kasur", start=-3) == ("Kasur", KASUR, "once")
    assert placed("Kasur", start=10**30) == ("Kasur", KASUR, "once")


TWICE = "Karachi waits. " + "Nothing happens here at all. " * 20 + "Karachi waits."
LAST = TWICE.rindex("Karachi")


def test_of_several_the_one_that_is_plainly_nearest_is_meant():
    assert placed("Karachi", TWICE, start=20) == ("Karachi", 0, "once")
    assert placed("Karachi", TWICE, start=LAST + 9) == ("Karachi", LAST, "once")
    assert placed("Karachi", TWICE, start=LAST // 2) == SEVERAL
    near = "Karachi, and then Karachi."
    assert placed("Karachi", near, start=3) == ("Karachi", 0, "once")
    assert placed("Karachi", near, start=8) == SEVERAL
    assert placed("Karachi", TWICE) == SEVERAL


def test_of_several_the_one_with_the_words_beside_it_is_meant():
    assert placed("Karachi", TWICE, before="here at all.") == ("Karachi", LAST, "once")
    assert placed("Karachi", TWICE, after=" waits. nothing") == ("Karachi", 0, "once")
    assert placed("Karachi", TWICE, after=" waits") == SEVERAL
    assert placed("Karachi", TWICE, before="no such words") == SEVERAL


def test_of_several_only_those_count_that_were_shown():
    assert placed("Karachi", TWICE, within=(10, len(TWICE))) == ("Karachi", LAST, "once")
    assert placed("Karachi", TWICE, within=(10, 100)) == NOT_THERE


@pytest.mark.parametrize("quote", ["100 kilometres", "Kas", "land", "umber"])
def test_no_part_of_a_word_or_a_number_is_meant(quote):
    assert placed(quote) == NOT_THERE


@pytest.mark.parametrize("quote", ["100 kilometres", "Kas", "K", "arach", "land", "1100 کلومیٹ"])
@pytest.mark.parametrize("units", ["code points", "UTF-16", "bytes"])
def test_nor_is_it_where_it_is_told_to_stand(quote, units):
    before = TEXT[: TEXT.index(quote)]
    encoded = {"code points": len(before), "bytes": len(before.encode())}
    start = encoded.get(units, len(before.encode("utf-16-le")) // 2)
    assert placed(quote, start=start) == NOT_THERE


def test_told_to_stand_in_a_script_without_blanks_or_as_a_mark_it_stands_there():
    assert placed("北京", "他在北京说，再见北京。", start=8) == ("北京", 8, "exact")
    assert placed("🎉", start=TEXT.index("🎉")) == ("🎉", TEXT.index("🎉"), "exact")
    joined = "قال وباكستانيون"
    assert placed("باكستانيون", joined, start=5) == ("باكستانيون", 5, "exact")


def test_a_sign_before_a_number_is_part_of_it():
    assert placed("5 degrees", "It was -5 degrees.", start=8) == NOT_THERE
    assert placed("5 degrees", "It was -5 degrees.") == NOT_THERE
    assert placed("5 degrees", "It was 3-5 degrees.") == ("5 degrees", 9, "once")


def test_a_long_word_with_another_before_it_is_found():
    assert placed("باكستانيون", "قال وباكستانيون") == ("باكستانيون", 5, "once")


@pytest.mark.parametrize(
    "quote, words",
    [
        ('"It will  cost nearly $3 billion,"', "“It will cost nearly $3 billion,”"),
        ("kilometres\nfrom Karachi", "kilometres from Karachi"),
        ("Omar\u00a0Reza", "Omar Reza"),
        ("Omar \u200bReza", "Omar Reza"),
    ],
)
def test_quotation_marks_blanks_and_unseen_signs_do_not_count(quote, words):
    assert placed(quote) == (words, TEXT.index(words), "alike")


def test_accents_count_and_how_they_are_composed_does_not():
    assert placed("café", "Le cafe\u0301 ferme.") == ("cafe\u0301", 3, "alike")
    assert placed("cafe", "Le cafe\u0301 ferme.") == NOT_THERE
    assert placed("cafe\u0301", "Le café ferme.") == ("café", 3, "alike")
    assert placed("Well...", "Well…") == ("Well…", 0, "alike")
    assert placed("...", "Well…") == NOT_THERE
    assert placed("Well.", "Well…") == NOT_THERE


LONG = "She praised a pipeline of 1,100 kilometres from Karachi to Kasur"


@pytest.mark.parametrize(
    "quote",
    [
        LONG.replace("a pipeline", "the pipeline"),
        LONG.lower(),
        LONG.replace(" from", ", from"),
        LONG.replace("praised a", "praised a long"),
    ],
)
def test_a_long_quote_may_differ_in_a_word(quote):
    assert placed(quote) == (LONG, TEXT.index(LONG), "alike")


@pytest.mark.parametrize(
    "quote",
    [
        LONG.replace("1,100", "1,200"),
        LONG.replace("praised", "never praised"),
        LONG.replace("of", "of nearly"),
        LONG.replace("praised a pipeline", "saw some canal"),
        "A word, praised " + LONG[4:],
        "praised the pipeline",
    ],
)
def test_but_not_in_a_number_a_negation_or_more(quote):
    assert placed(quote) == NOT_THERE


def test_nor_where_two_sentences_would_do():
    two = f"{LONG}.\n{LONG.replace('praised', 'lauded')}."
    assert placed(LONG.replace("praised", "lauded"), two)[2] == "once"
    assert placed(LONG.replace("praised", "extolled"), two) == NOT_THERE
    one = f"{LONG}. {LONG.replace('Kasur', 'Lodhran')}."
    assert placed(LONG.replace("a pipeline", "the pipeline"), f"{LONG}.")[2] == "alike"
    assert placed(LONG.replace("a pipeline", "the pipeline"), f"{LONG}. {LONG} town.") == NOT_THERE
    assert placed(LONG.replace("a pipeline", "the pipeline"), one)[1:] == (0, "alike")


def test_work_is_bounded_however_many_quotes_are_nowhere(monkeypatch):
    words = 0

    def noted(quote, text):
        nonlocal words
        words += len(text)

    monkeypatch.setattr(placing, "nearly", noted)
    text = "A sentence of some words that nobody has ever said before now.\n" * 500
    finder = QuoteFinder(text)
    for number in range(1_000):
        quote = f"Verdict {number} had some eleven words which no man has ever said."
        assert finder.place(ProposedSpan(quote, "entity-place")) == NOT_THERE
    assert 0 < words <= placing.MOST_LAID
