"""Options, yes and no, and texts, as they stand in marked words."""

from datetime import date

import pytest

from annotator.annotations.proposals.options import options_in
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.reading import tidied, value_for
from annotator.annotations.proposals.yes_no import yes_or_no

STATES = ("planned", "under construction", "operational", "cancelled")
PARTIES = ("Labour Party", "Conservative Party", "Green Party")
OPTIONS = [
    ("the planned line", STATES, "planned"),
    ("they are planning it", STATES, "planned"),
    ("the ongoing construction of the line", STATES, "under construction"),
    ("is under construction", STATES, "under construction"),
    ("it is being constructed", STATES, "under construction"),
    ("is not operational", STATES, ""),
    ("never planned", STATES, ""),
    ("planned and then cancelled", STATES, ""),
    ("built in 1912", STATES, ""),
    ("the largest project", ("the largest", "one of the largest"), "the largest"),
    ("one of the largest projects", ("the largest", "one of the largest"), "one of the largest"),
    (
        "by the coast road from Karachi to Kasur",
        ("Karachi to Kasur", "Karachi to Lahore"),
        "Karachi to Kasur",
    ),
    ("they agreed", ("agree", "refuse"), "agree"),
    ("their agreement", ("agree", "refuse"), "agree"),
    ("they refused it", ("agree", "refuse"), "refuse"),
    ("the Greens won", PARTIES, "Green Party"),
    ("the party won", PARTIES, ""),
    ("Mr Putin went", ("Vladimir Putin", "Imran Khan"), "Vladimir Putin"),
    ("in favour of it", ("in favor", "against"), "in favor"),
    ("", STATES, ""),
    ("planned", (), ""),
]


@pytest.mark.parametrize("words, options, wanted", OPTIONS)
def test_the_option_that_stands_in_the_words(words, options, wanted):
    found = options_in(words, options)
    assert (found[0] if len(found) == 1 else "") == wanted


def test_of_several_all_are_told():
    topics = ("economy", "trade", "defence")
    assert options_in("trade, the economy and defense", topics) == ["trade", "economy", "defence"]


ANSWERS = [
    ("Did the ministers sign the treaty?", "|The ministers signed the treaty| on Monday.", "yes"),
    ("Did the ministers sign the treaty?", "|The ministers did not sign the treaty|.", "no"),
    ("Did the ministers sign the treaty?", "|The ministers refused to sign the treaty|.", "no"),
    ("Did the ministers sign the treaty?", "|The ministers have yet to sign the treaty|.", "no"),
    ("Did the ministers sign the treaty?", "|The ministers never signed a treaty|.", "no"),
    ("Did the ministers sign the treaty?", "|The ministers read the treaty|.", ""),
    ("Did the ministers sign the treaty?", "|If they sign the treaty|, all is well.", ""),
    (
        "Did the ministers sign the treaty?",
        "Asked |whether they had signed the treaty|, he left.",
        "",
    ),
    (
        "Did the ministers sign the treaty?",
        "|It is not true that they did not sign the treaty|.",
        "",
    ),
    (
        "Did the ministers sign the treaty?",
        "|Not only did they sign the treaty|, they sang.",
        "yes",
    ),
    ("Was the visit cancelled?", "|The visit was cancelled|.", "yes"),
    ("Was the visit cancelled?", "|The visit went ahead|.", ""),
    ("Was the visit cancelled?", "|The visit was not cancelled|.", "no"),
    ("Was the visit cancelled?", "She denied that |the visit was cancelled|.", "no"),
    ("Was the visit planned?", "|the visit had been scheduled for months|.", "yes"),
    ("Is the plant safe?", "|The plant is safe|, he said.", "yes"),
    ("Is the plant safe?", "|The plant is unsafe|.", ""),
    ("Is the plant safe?", "|The plant isn’t safe|.", "no"),
    ("Will the bank raise interest rates?", "|The bank will raise interest rates|.", "yes"),
    ("Will the bank raise interest rates?", "|The bank will cut interest rates|.", ""),
    ("Is the plant not safe?", "|The plant is safe|.", ""),
    ("Who signed?", "|The ministers signed|.", ""),
    ("Is it?", "|It is|.", ""),
    ("Did Omar meet Lea?", "|Omar met Lea| at noon.", "yes"),
    ("Did Omar meet Lea?", "|Anna met Lea| at noon.", ""),
    ("Did Omar meet Lea?", "Omar came. |He met Lea| at noon.", "yes"),
    ("Does Ruritania want peace?", "|The Ruritanians want peace|.", "yes"),
    ("Does the city have a mayor?", "|Without a mayor, the city has no plan|.", ""),
    ("Did the train stop?", "|The train did not slow down but it stopped|.", "yes"),
]


def at(text: str) -> Passage:
    before, quote, after = text.split("|")
    return Passage(before + quote + after, len(before), len(before + quote))


@pytest.mark.parametrize("wording, text, wanted", ANSWERS)
def test_yes_and_no(wording, text, wanted):
    assert yes_or_no(at(text), wording) == wanted


@pytest.mark.parametrize(
    "typed, wanted", [("yes", "yes"), ("Y", "yes"), ("no.", "no"), ("perhaps", "")]
)
def test_a_typed_yes_or_no_is_taken(typed, wanted):
    assert yes_or_no(Passage(typed, 0, len(typed)), "Is the plant safe?") == wanted


@pytest.mark.parametrize(
    "quote, wanted",
    [
        (" “a historic step,” ", "a historic step"),
        ("the pipeline (PSGP)", "the pipeline (PSGP)"),
        ("(the pipeline)", "(the pipeline)"),
        ("one\n two", "one two"),
        ("— never!", "never"),
        ("نعم، بالتأكيد.", "نعم، بالتأكيد"),
        ("“”", ""),
    ],
)
def test_a_text_is_its_quote_without_the_marks_at_its_edges(quote, wanted):
    assert tidied(quote) == wanted


def test_a_long_text_is_cut_at_a_word():
    assert len(tidied("word " * 400)) <= 500
    assert tidied("word " * 400).endswith(" word")


def test_a_quantity_is_read_back():
    read = value_for(Passage("about 30 km", 0, 11), "quantity", unit="km")
    assert (read.values["value_low"], read.values["unit"]) == ("30", "km")
    assert read.reads_back == "= about 30 km"


def test_what_is_counted_takes_the_questions_word_for_it():
    read = value_for(Passage("420 people", 0, 10), "quantity", unit="people")
    assert (read.values["value_low"], read.values["unit"]) == ("420", "people")


def test_what_cannot_be_converted_is_not_read():
    assert not value_for(Passage("30 km", 0, 5), "quantity", unit="USD").found


def test_what_a_date_takes_from_the_articles_date_is_told():
    quote = Passage("on Thursday", 0, 11)
    read = value_for(quote, "date", published=date(2022, 2, 25))
    assert read.values["value_low"] == "2022-02-24"
    assert read.relative == "24 February 2022, by the article’s date, 25 February 2022"
    assert (
        value_for(Passage("on 3 May 2021", 0, 13), "date", published=date(2022, 2, 25)).relative
        == ""
    )
    assert not value_for(quote, "date").found
