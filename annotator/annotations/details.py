"""The details of an annotation, each declared once (pure: no Django, no database).

The forms, the cards in Python and in JavaScript, the history, labels.csv both ways, pairing and
naming all take a detail from here, by its name. A new one is a field of the model of that name
and an entry of `DETAILS`; its place in the tuple is its place on cards and in files.
"""

from annotator.annotations.detail import Compared, Detail, DetailColumn, DetailType, PlainForm

CLAIM, ENTITY, STANCE = "claim", "entity", "stance"
KINDS = (CLAIM, ENTITY, STANCE)
OWN_VOICE = "the article itself"


def _column(name: str, meaning: str, lookup: str = "") -> DetailColumn:
    return DetailColumn(name, lookup or name, meaning)


def _thing(name: str, meaning: str) -> DetailColumn:
    return DetailColumn(name, f"{name}__slug", meaning)


def _named(name: str, meaning: str) -> tuple[DetailColumn, DetailColumn]:
    """Return the two columns of an entity: its slug, and its name, by which it can be made."""
    return (
        _thing(name, meaning),
        _column(f"{name}_name", "the name of that entity", f"{name}__name"),
    )


DETAILS: tuple[Detail, ...] = (
    Detail(
        "entity", (ENTITY,), type=DetailType.ENTITY, essential=True,
        compared=Compared.LINK, called="entity", on_card="names",
        row=1, label="Names", help="an entity of the registry, or a new one",
        columns=(
            _thing("entity", "of an entity: the slug of what the words name"),
            _column("entity_name", "the name of that entity", "entity__name"),
            _column("entity_wikidata", "the Wikidata number of that entity", "entity__wikidata"),
        ),
    ),
    Detail(
        "question", (CLAIM,), type=DetailType.QUESTION, essential=True,
        compared=Compared.LINK, called="question", on_card="answers",
        row=1, label="Answers", help="a question of the story, or a new one",
        columns=(
            _thing("question", "of a claim: the slug of the question it answers"),
            _column("question_text", "the question's wording", "question__wording"),
            _column(
                "question_type",
                "the question's type: `quantity`, `date`, `yes-no`, `choice` or `text`",
                "question__type",
            ),
        ),
    ),
    Detail(
        "value", (CLAIM,), read_off="value", compared=Compared.REST, called="value",
        on_card="value", row=2, label="Value",
        help="as the source puts it",
        columns=(_column("value", "the answer as the source puts it: *nearly 23 years*"),),
    ),
    Detail(
        "value_low", (CLAIM,), plain=PlainForm.END, comes_to=True, tells_value=True,
        read_off="low", row=7, label="From", day_label="First day", more=True,
        answer_types=("quantity", "date"),
        columns=(
            _column(
                "value_low",
                "the low end of what it comes to: a plain number (`1100`, `-2.5`) or a day "
                "(`1999-04-01`); empty leaves that end open",
            ),
        ),
    ),
    Detail(
        "value_high", (CLAIM,), plain=PlainForm.END, comes_to=True, tells_value=True,
        read_off="high", row=7, label="To", day_label="Last day", more=True,
        answer_types=("quantity", "date"),
        columns=(_column("value_high", "the high end, in the same way"),),
    ),
    Detail(
        "value_bounds", (CLAIM,), type=DetailType.CHOICE, comes_to=True, read_off="bounds",
        columns=(
            _column("value_bounds", "`[]`, `[)`, `(]` or `()`: whether each end belongs to it"),
        ),
    ),
    Detail(
        "value_span", (CLAIM,), type=DetailType.CHOICE, comes_to=True, read_off="span",
        columns=(
            _column(
                "value_span",
                "`period` where the days are one whole time; empty: one day not known exactly",
            ),
        ),
    ),
    Detail(
        "answer_key", (CLAIM,), comes_to=True, tells_value=True,
        row=3, label="Comes to", answer_types=("yes-no", "choice"),
        columns=(
            _column(
                "answer_key",
                "what makes two texts the same answer; of a choice or yes/no, the option",
            ),
        ),
    ),
    Detail(
        "unit", (CLAIM,), comes_to=True, read_off="unit",
        row=7, label="Unit", answer_types=("quantity",), more=True,
        columns=(_column("unit", "of a quantity: its unit"),),
    ),
    Detail(
        "approximator", (CLAIM,), type=DetailType.CHOICE, comes_to=True,
        read_off="approximator", unsaid="exact", compared=Compared.REST, called="how exact",
        row=4, label="How exact", answer_types=("quantity", "date"), more=True,
        words=(("exact", "exactly"),),
        columns=(
            _column(
                "approximator",
                "`exact`, `about`, `nearly`, `more than`, `at least`, `less than`, `up to`",
            ),
        ),
    ),
    Detail(
        "modality", (CLAIM,), type=DetailType.CHOICE, unsaid="asserted",
        compared=Compared.REST, called="how sure", on_card="how sure", row=4, label="How sure",
        more=True,
        words=(
            ("asserted", "stated as fact"),
            ("predicted", "foretold"),
            ("hedged", "hedged (may, reportedly)"),
        ),
        columns=(_column("modality", "`asserted`, `denied`, `predicted`, `hedged`"),),
    ),
    Detail(
        "as_of", (CLAIM,), plain=PlainForm.PARTIAL_DATE, compared=Compared.REST, called="as of",
        on_card="as of", row=6, label="As of", more=True, help="1999, 1999-04, 1999-04-12",
        columns=(
            _column(
                "as_of", "the date that the value refers to: `1999`, `1999-04` or `1999-04-12`"
            ),
        ),
    ),
    Detail(
        "scope", (CLAIM,), compared=Compared.REST, called="scope", on_card="scope",
        row=6, label="Scope", more=True,
        columns=(_column("scope", "of whom or what, where that is not what the question asks"),),
    ),
    Detail(
        "said_by", (CLAIM,), type=DetailType.ENTITY, unsaid=OWN_VOICE,
        compared=Compared.REST, called="said by", on_card="said by",
        row=5, label="Said by", more=True, help=f"empty: {OWN_VOICE}",
        columns=_named(
            "said_by", "the speaker, an entity's slug; empty is the article's own voice"
        ),
    ),
    Detail(
        "via", (CLAIM,), type=DetailType.ENTITY, compared=Compared.REST, called="via",
        on_card="via", row=5, label="Reported by", help="who reports what the speaker said",
        more=True,
        columns=_named("via", "who reports what the speaker said, an entity's slug"),
    ),
    Detail(
        "stance_holder", (STANCE,), type=DetailType.ENTITY, unsaid=OWN_VOICE, always=True,
        compared=Compared.LINK | Compared.REST, called="holder", on_card="holder",
        row=1, label="Holder", help=f"empty: {OWN_VOICE}",
        columns=_named(
            "stance_holder",
            "of a stance: whose it is, an entity's slug; empty is the article's own",
        ),
    ),
    Detail(
        "stance_target", (STANCE,), type=DetailType.ENTITY, essential=True,
        compared=Compared.LINK, called="target", on_card="toward",
        row=2, label="Toward", help="a person, a plan, an event",
        columns=_named("stance_target", "of a stance: toward what, an entity's slug"),
    ),
    Detail(
        "note", KINDS, aside=True, on_card="note", row=1, label="Note",
        columns=(_column("note", "the annotator's note"),),
    ),
    Detail(
        "flag", KINDS, aside=True, on_card="flag", row=2, label="Question to the adjudicator",
        columns=(_column("flag", "the annotator's question to the adjudicator"),),
    ),
    Detail(
        "proposed", KINDS, type=DetailType.CHOICE, aside=True,
        columns=(
            _column(
                "proposed",
                "`taken` where the details are what the program proposed, `changed` where some of "
                "them were; empty: nothing was proposed",
            ),
        ),
    ),
)  # fmt: skip

BY_NAME = {detail.name: detail for detail in DETAILS}
"""Each detail by its name."""
OF_KIND = {
    kind: frozenset(detail.name for detail in DETAILS if kind in detail.kinds) for kind in KINDS
}
"""The names of the details that each kind of annotation has."""
TEXT_DETAILS = tuple(detail.name for detail in DETAILS if not detail.is_thing)
"""The names of the details that are strings on the annotation itself."""
ENTITY_DETAILS = tuple(detail.name for detail in DETAILS if detail.type == DetailType.ENTITY)
"""The names of the details that refer to an entity of the registry."""
THING_DETAILS = tuple(detail.name for detail in DETAILS if detail.is_thing)
"""The names of the details that refer to a thing of the vocabulary: an entity, or a question."""
SAID_DETAILS = tuple(detail for detail in DETAILS if not detail.aside)
"""The details that make up a reading: all but the asides."""
ASIDES = tuple(detail for detail in DETAILS if detail.aside)
"""The details that are said beside a reading: note, flag and proposed."""
ANSWER = frozenset(d.name for d in SAID_DETAILS if CLAIM in d.kinds and not d.is_thing)
"""The names of the text details of a claim, which are made canonical as a whole."""
READ_OFF = {detail.read_off: detail.name for detail in DETAILS if detail.read_off}
"""By what is read off the marked words (`value`, `low`, …), the detail that it fills."""
COMES_TO = tuple(detail.name for detail in DETAILS if detail.comes_to)
"""The names of the details that say together what a value comes to."""
ESSENTIAL = {kind: detail.name for detail in DETAILS if detail.essential for kind in detail.kinds}
"""By kind, the detail without which an annotation counts as one without details."""
