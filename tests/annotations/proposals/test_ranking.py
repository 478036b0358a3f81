"""The likeliest question stands first; one whose type or unit cannot fit is not offered."""

import pytest

from annotator.annotations.proposals.asked import AskedQuestion, KnownAnswer, topics_of
from annotator.annotations.proposals.circumstances import as_of, scope_of
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.ranking import MarkedSpan, begins_new, ranked
from annotator.annotations.proposals.words.romanised import may_be_same_name
from annotator.annotations.proposals.words.stems import content, stem

LENGTH = AskedQuestion("length", "How long is the pipeline?", "quantity", "km")
COST = AskedQuestion("cost", "What does the pipeline cost?", "quantity", "USD")
OIL = AskedQuestion("oil", "How much oil escaped?", "quantity", "tonne")
WHEAT = AskedQuestion("wheat", "How much wheat was bought?", "quantity", "tonne")
DEAD = AskedQuestion("dead", "How many people died?", "quantity")
HURT = AskedQuestion("hurt", "How many people were injured?", "quantity")
OPENS = AskedQuestion("opens", "When does the pipeline open?", "date")
STATE = AskedQuestion(
    "state", "How far is the pipeline?", "choice", options=("planned", "under construction")
)
SAFE = AskedQuestion("safe", "Is the pipeline safe?", "yes-no")
CAUSE = AskedQuestion("cause", "What caused the leak?", "text")
STORY = [LENGTH, COST, OIL, WHEAT, DEAD, HURT, OPENS, STATE, SAFE, CAUSE]


def marked(text: str, label: str = "claim-quantity", **more) -> MarkedSpan:
    before, quote, after = text.split("|") if "|" in text else ("", text, "")
    passage = Passage(before + quote + after, len(before), len(before + quote))
    return MarkedSpan(passage, label, **more)


def slugs(text: str, label: str = "claim-quantity", questions=STORY, **more) -> list[str]:
    return [one.question.slug for one in ranked(marked(text, label, **more), questions)]


FIRST = [
    ("The line is |1,100 km long|.", "length"),
    ("The |680-mile| pipeline", "length"),
    ("It cost |$3 billion|.", "cost"),
    ("|400 tonnes of oil| went into the sea.", "oil"),
    ("They took |two million tonnes of wheat|.", "wheat"),
    ("نحو 400 طن من النفط", "oil"),
    ("около 400 тонн нефти", "oil"),
    ("400 toneladas de petróleo", "oil"),
    ("400 Tonnen Öl", "oil"),
    ("At least |12 people| died in the fire.", "dead"),
    ("|12 people| were wounded.", "hurt"),
]


@pytest.mark.parametrize("text, first", FIRST)
def test_the_likeliest_question_is_first(text, first):
    if "toneladas" in text or "Tonnen" in text:
        # The words for tonnes of these languages may not be known: the oil decides then.
        bare = [AskedQuestion(q.slug, q.wording, q.type) for q in (WHEAT, OIL, DEAD)]
        assert slugs(text, questions=bare)[0] == first
    else:
        assert slugs(text)[0] == first


def test_what_cannot_fit_is_not_offered():
    assert set(slugs("The pipeline is long and safe.", "claim-event")) == {"state", "safe", "cause"}
    offered = slugs("The pipeline is 1,100 km long.")
    assert "length" in offered
    assert not {"cost", "oil", "opens"} & set(offered)
    assert "opens" in slugs("It opens on 3 May 2021.", "claim-event")


def test_an_option_in_the_words_brings_its_question_up():
    assert slugs("The work is |under construction|.", "claim-event")[0] == "state"


def test_at_most_nine_are_offered_and_say_why():
    many = [AskedQuestion(f"q{n}", f"How long is road {n}?", "quantity", "km") for n in range(30)]
    assert len(ranked(marked("5 km"), many)) == 9
    [first, *_] = ranked(marked("The pipeline is |5 km long|."), STORY)
    assert first.why == "words in common; the unit fits"


def test_what_other_sources_answered_counts():
    one = AskedQuestion(
        "a", "What became of it?", "text", answers=(KnownAnswer("a rusted bolt broke", source=1),)
    )
    other = AskedQuestion(
        "b", "What was said of it?", "text", answers=(KnownAnswer("a fine day", source=1),)
    )
    assert slugs("the bolt was rusted", "claim-causal", [other, one])[0] == "a"
    near = AskedQuestion(
        "near",
        "How long is one?",
        "quantity",
        "km",
        answers=(KnownAnswer("800 km", "800", "800", "km", source=1),),
    )
    far = AskedQuestion(
        "far",
        "How long is the other?",
        "quantity",
        "km",
        answers=(KnownAnswer("3 km", "3", "3", "km", source=1),),
    )
    assert slugs("790 km", questions=[far, near])[0] == "near"
    # Nothing of what others said is told, only that so many do.
    assert "800" not in ranked(marked("800 km"), [near])[0].why


def test_a_question_answered_here_already_ranks_lower_unless_many_hold():
    twin = {"wording": "What did they discuss?", "type": "text"}
    done = AskedQuestion("done", answered_by_reader=True, **twin)
    open_ = AskedQuestion("open", **twin)
    assert slugs("they discussed trade", "claim-quotation", [done, open_]) == ["open", "done"]
    many = AskedQuestion("done", answered_by_reader=True, many=True, **twin)
    assert slugs("they discussed trade", "claim-quotation", [many, open_]) == ["done", "open"]


def test_names_and_names_of_other_scripts_count():
    one = AskedQuestion("one", "Where is Karachi’s pipe?", "text", names=frozenset({"karachi"}))
    other = AskedQuestion("other", "Where is Lahore’s pipe?", "text", names=frozenset({"lahore"}))
    assert slugs("there", "claim-event", [other, one], names=frozenset({"karachi"}))[0] == "one"
    assert slugs("по трубе Карачи", "claim-event", [other, one])[0] == "one"


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("москва", "moscow", True),
        ("موسكو", "moscow", True),
        ("कराची", "karachi", True),
        ("карачи", "kasur", False),
        ("moscow", "moscow", False),
        ("да", "do", False),
    ],
)
def test_names_across_scripts(one, other, same):
    assert may_be_same_name(one, other) is same


def test_a_typed_value_is_read_instead_of_the_words():
    [first, *_] = ranked(marked("a long way", typed="30 km"), [LENGTH])
    assert first.read.values["value_low"] == "30"


@pytest.mark.parametrize(
    "words, one",
    [
        ("agrees agreed agreeing agreement", "agree"),
        ("built building constructed construction", "build"),
        ("killed deaths died fatalities", "die"),
        ("cities", "city"),
        ("defense", "defence"),
        ("organised", "organized"),
    ],
)
def test_forms_of_a_word_are_one(words, one):
    assert {stem(word) for word in words.split()} == {stem(one)}


def test_other_words_stay_apart():
    apart = ["planet", "plan", "business", "bus", "hearing", "ear"]
    assert len({stem(word) for word in apart}) == len(apart)
    assert content("Is it the one that was there?") <= {"one"}


def test_the_topics_of_a_story_are_what_its_questions_share():
    wordings = [f"What does the pipeline do in {place}?" for place in ("A", "B", "C", "D", "E")]
    assert topics_of(wordings) == {stem("pipeline")}
    assert topics_of(wordings[:3]) == frozenset()


@pytest.mark.parametrize(
    "quote, label, begins",
    [
        ("30 km", "claim-quantity", ("quantity", "km")),
        ("on 3 May 2021", "claim-event", ("date", "")),
        ("the two ministers signed the long treaty of 1912", "claim-event", ("yes-no", "")),
        ("we were not told", "claim-quotation", ("text", "")),
    ],
)
def test_what_a_new_question_begins_with(quote, label, begins):
    assert begins_new(quote, label) == begins


AS_OF = [
    ("As of 2021, the share was |26 %|.", {}, "2021"),
    ("The share was |26 %| as of February 2022.", {}, "2022-02"),
    ("The share was |26 %| as of 3 May 2021.", {}, "2021-05-03"),
    ("In 2020, the share was |26 %|.", {"changes": True}, "2020"),
    ("The share was |26 %| in 2020.", {"changes": True}, "2020"),
    ("In 2020, the share was |26 %|.", {}, ""),
    ("The plant will make |500 cars| by 2030.", {"predicted": True}, "2030"),
    ("The share was |26 %|.", {"changes": True}, ""),
    ("As of now, the share is |26 %|.", {"changes": True}, ""),
]


@pytest.mark.parametrize("text, how, wanted", AS_OF)
def test_as_of(text, how, wanted):
    found = as_of(marked(text).passage, None, **how)
    assert (found.value if found else "") == wanted


SCOPES = [
    ("Ruritania will get |26 percent|.", "Lothern", ["Ruritania"], {}, "Ruritania"),
    ("|Ruritania will get 26 percent|.", "Lothern", [], {"shares": True}, "Ruritania"),
    ("|Lothern will get 74 percent|.", "Lothern", [], {"shares": True}, "Lothern"),
    ("Ruritania owns |26 percent| of it.", "Lothern", [], {"shares": True}, "Ruritania"),
    ("Ruritania says that it is |26 percent|.", "Lothern", [], {"shares": True}, ""),
    ("|Lothern will get 74 percent|.", "Lothern", [], {}, ""),
    ("|Ruritania and Lothern share it|.", "Lothern", ["Ruritania"], {"shares": True}, ""),
    ("|26 percent| of it", "Lothern", ["Ruritania"], {"shares": True}, ""),
    ("the first leader in |20 years|", "prime minister", ["any leader"], {}, "any leader"),
]


@pytest.mark.parametrize("text, asked, known, how, wanted", SCOPES)
def test_scope(text, asked, known, how, wanted):
    found = scope_of(marked(text).passage, asked, known, **how)
    assert (found.value if found else "") == wanted
