"""Who speaks, from quotation marks and verbs of saying; who reports it; and when nobody knows."""

import pytest

from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.proposals.speech.quotations import quotations
from annotator.annotations.proposals.speech.speakers import speakers_of

REGISTRY = Registry.of(
    [("Omar Reza", "omar-reza"), ("Mr Reza", "omar-reza"), ("Lea Khan", "lea-khan"),
     ("Harbour Board", "harbour-board"), ("HB", "harbour-board"),
     ("Jo Smith", "jo-smith"), ("Al Smith", "al-smith"), ("Smith", "jo-smith"), ("Smith", "al-smith"),
     ("عمر رضا", "omar-reza")],
    {"omar-reza": "Omar Reza", "lea-khan": "Lea Khan", "harbour-board": "Harbour Board",
     "jo-smith": "Jo Smith", "al-smith": "Al Smith"},
)  # fmt: skip


def told(text: str) -> tuple[str, str]:
    before, quote, after = text.split("|")
    passage = Passage(before + quote + after, len(before), len(before + quote))
    by, via = speakers_of(passage, REGISTRY)
    return by.named.name if by else "", via.named.name if via else ""


CASES = [
    ("“|It cost 3 million|,” said Omar Reza, an analyst.", "Omar Reza", ""),
    ("“|It cost 3 million|,” Omar Reza said.", "Omar Reza", ""),
    ("Omar Reza said: “|It cost 3 million|.”", "Omar Reza", ""),
    ("Omar Reza, an old engineer from Selby, said “|it cost 3 million|”.", "Omar Reza", ""),
    ("According to Omar Reza, |it cost 3 million|.", "Omar Reza", ""),
    ("|It cost 3 million|, according to Omar Reza.", "Omar Reza", ""),
    ("|It cost 3 million|, Omar Reza told the court.", "Omar Reza", ""),
    ("Omar Reza told the court that |it cost 3 million|.", "Omar Reza", ""),
    ("Omar Reza has announced that |it cost 3 million|.", "Omar Reza", ""),
    ("Mr Reza said |it cost 3 million|.", "Omar Reza", ""),
    ("|It cost 3 million|. Omar Reza said nothing.", "", ""),
    ("Omar Reza said nothing. |It cost 3 million|.", "", ""),
    ("Omar Reza walked home. |It cost 3 million|.", "", ""),
    ("Omar Reza, who said it was late, |paid 3 million|.", "", ""),
    ("|Omar Reza was told| that it cost 3 million.", "", ""),
    ("It is said that |it cost 3 million|.", "", ""),
    ("Experts say |it cost 3 million|.", "", ""),
    ("Critics said that |it cost 3 million|.", "", ""),
    ("According to reports, |it cost 3 million|.", "", ""),
    ("Lea Khan spoke. “|It cost 3 million|,” Khan said.", "Lea Khan", ""),
    ("Anna Weber spoke. “|It cost 3 million|,” Weber said.", "Anna Weber", ""),
    ("“|It cost 3 million|,” Smith said.", "", ""),
    ("Al Smith was there. “|It cost 3 million|,” Smith said.", "Al Smith", ""),
    ("Omar Reza said it was late. He added that |it cost 3 million|.", "Omar Reza", ""),
    ("Omar Reza said it was late. Lea Khan said no. He added that |it cost 3 million|.", "", ""),
    (
        "Lea Khan, the minister, came late. “It was dear,” she said. “|It cost 3 million|.”",
        "Lea Khan",
        "",
    ),
    ("Lea Khan met Omar Reza. Omar Reza sat down. “|It cost 3 million|,” she said.", "", ""),
    ("Halden says no.\n\n|It cost 3 million|, they say.", "", ""),
    ("Harbour Board expects |it to cost 3 million|.", "Harbour Board", ""),
    ("He said |it cost 3 million|.", "", ""),
    ("„|Es kostete 3 Millionen|“, said Omar Reza.", "Omar Reza", ""),
    ("« |Cela a coûté 3 millions| », said Omar Reza.", "Omar Reza", ""),
    ('"|It cost 3 million|," said Omar Reza.', "Omar Reza", ""),
    ("‘|It cost 3 million|,’ said Omar Reza.", "Omar Reza", ""),
    ("Omar Reza said: “It was late.\n\n“|It cost 3 million|.”", "Omar Reza", ""),
    ("Omar Reza said: “It was late.\n\n“So be it.\n\n“|It cost 3 million|.”", "Omar Reza", ""),
    ("Omar Reza said: “It was late.”\n\n“|It cost 3 million|.”", "", ""),
    ("Omar Reza said: “It was late.”\n\n“|It cost 3 million|,” he added.", "Omar Reza", ""),
    ("“It was late,” Omar Reza said. “|It cost 3 million|.”", "Omar Reza", ""),
    ("“Lea Khan said that |it cost 3 million|,” Omar Reza said.", "Lea Khan", "Omar Reza"),
    ("Lea Khan said |it cost 3 million|, according to Omar Reza.", "Lea Khan", "Omar Reza"),
    ("|It cost 3 million|, Lea Khan said, as Omar Reza reports.", "Lea Khan", "Omar Reza"),
    (
        "A statement released by the Harbour Board said that |it cost 3 million|.",
        "Harbour Board",
        "",
    ),
    ("The HB’s statement added that |it cost 3 million|.", "Harbour Board", ""),
    ("Port Office spokesman Jan Vos said |it cost 3 million|.", "Jan Vos", ""),
    ("|It cost 3 million|, the Port Office spokesman said.", "Port Office spokesman", ""),
    (
        "Energy Minister Lea Khan came. The energy minister said |it cost 3 million|.",
        "Lea Khan",
        "",
    ),
    ("The minister said |it cost 3 million|.", "", ""),
    ("The Harbour Post reported on Monday that |it cost 3 million|.", "Harbour Post", ""),
    ("Omar Reza tweeted: “|It cost 3 million|”", "Omar Reza", ""),
    ("In 2020 |it cost 3 million|, and Omar Reza said so.", "", ""),
    ("It was a “|new chapter|” for the town.", "", ""),
    ("Ana Gil dijo que |costó 3 millones|.", "Ana Gil", ""),
    ("Анна Вебер заявила, что |это стоило 3 млн|.", "Анна Вебер", ""),
    ("„|Es kostete 3 Millionen|“, sagte Anna Weber.", "Anna Weber", ""),
    ("Anna Weber a déclaré que |cela coûte 3 millions|.", "Anna Weber", ""),
    ("Although |it cost 3 million|, Omar Reza said he was happy.", "", ""),
    ("After |it cost 3 million|, Omar Reza told him to go.", "", ""),
    ("قال عمر رضا إن |الكلفة 3 ملايين|.", "Omar Reza", ""),
]


@pytest.mark.parametrize("text, by, via", CASES)
def test_who_says_it_and_who_reports_it(text, by, via):
    assert told(text) == (by, via)


def test_an_entity_is_told_by_its_slug_and_a_new_name_has_none():
    text = "Lea Khan said it was late. Jan Vos said it cost 3 million."
    by, _ = speakers_of(Passage(text, 14, 25), REGISTRY)
    assert by.named == ("lea-khan", "Lea Khan")
    assert by.words == "Lea Khan said"
    by, _ = speakers_of(Passage(text, 40, 57), REGISTRY)
    assert by.named == ("", "Jan Vos")


@pytest.mark.parametrize(
    "paragraph, wanted",
    [
        ("“One” and “two”", ["One", "two"]),
        ("“One and two", ["One and two"]),
        ("It was late,” he said.", ["It was late,"]),
        ("‘One’s own,’ he said", ["One’s own,"]),
        ("the ministers’ visit", []),
        ("no marks", []),
    ],
)
def test_quotations(paragraph, wanted):
    assert [paragraph[one.start : one.end] for one in quotations(paragraph)] == wanted
