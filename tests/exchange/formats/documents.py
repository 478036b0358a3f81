"""Documents with everything that breaks naive formats, for properties and by hand."""

from collections import Counter

from hypothesis import strategies as st

from annotator.exchange.formats.document import FormatDocument, FormatMark, Vocabulary
from annotator.exchange.formats.format import Format, Outgoing

PIECES = ["🎉", "👨‍👩‍👧", "e\u0301", "שלום", "پائپ لائن", "\u202b", ",", '"', "'", "=1+1", "<b>", "&amp;", "]]>", "\t", "\n", "\n\n",
          " ", "  ", "naïve", "中文", "\\", "’", "\ufeff", "a", "B-PER", "…"]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
TEXT = WORDS.map(lambda text: text.removeprefix("\ufeff")).filter(str.strip)
LINE = WORDS.map(lambda text: " ".join(text.split()).lstrip("\ufeff")).filter(str.strip)
MOMENT = st.sampled_from(["2022-02-24T09:30:00.123456Z", "2022-02-25T00:00:00Z"])
EDITION = st.sampled_from(["1", "2", "12"])
DETAILS = {
    "claim-quantity": st.fixed_dictionaries({}, optional={"question": st.just("how-long"), "question_text": LINE, "question_type": st.just("quantity"), "value": LINE, "value_low": st.just("-5"), "unit": st.just("km"), "as_of": st.just("1999-04"), "scope": LINE, "note": WORDS, "flag": LINE}),
    "entity-person": st.fixed_dictionaries({}, optional={"entity": st.just("omar"), "entity_name": LINE, "entity_wikidata": st.just("Q42"), "note": WORDS}),
    "stance-favour": st.fixed_dictionaries({}, optional={"stance_holder": st.just("omar"), "stance_target": st.just("eve"), "note": WORDS}),
}  # fmt: skip


SURE = st.sampled_from([{}, {"confidence": "0.25"}])


@st.composite
def marks(draw, text, number):
    label = draw(st.sampled_from(sorted(DETAILS)))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    made = draw(MOMENT)
    layer = draw(st.sampled_from(["reading", "gold", "machine"]))
    return FormatMark(
        label=label,
        start=start,
        end=end,
        quote=text[start:end],
        layer=layer,
        annotator=draw(st.sampled_from(["ada", "bo.bø@x"])),
        id=f"00000000-0000-4000-8000-{number:012}",
        details=draw(DETAILS[label]) | (draw(SURE) if layer == "machine" else {}),
        created_at=made,
        updated_at=made,
        codebook_edition=draw(EDITION),
    )


@st.composite
def documents(draw, number=1):
    text = draw(TEXT)
    found = [draw(marks(text, 100 * number + n)) for n in range(draw(st.integers(0, 5)))]
    if draw(st.booleans()):
        found.insert(0, FormatMark(label="stance-against", annotator="ada", id=f"00000000-0000-4000-8000-9{number:011}",
                                   details=draw(DETAILS["stance-favour"].map(lambda d: {n: v for n, v in d.items() if n != "stance_holder"})), created_at="2022-02-24T00:00:00Z", updated_at="2022-02-24T00:00:00Z", codebook_edition=draw(EDITION)))  # fmt: skip
    parts = Counter()
    for at, mark in enumerate(found):
        key = (
            mark.layer,
            "" if mark.layer == "gold" else mark.annotator,
            mark.label,
            mark.start,
            mark.end,
        )
        found[at] = FormatMark(
            **{name: getattr(mark, name) for name in mark.__slots__} | {"part": parts[key]}
        )
        parts[key] += 1
    readers = {mark.annotator for mark in found if mark.layer == "reading"}
    if draw(st.booleans()):
        readers.add("cy")
    return FormatDocument(
        name=f"{number}-title",
        text=text,
        marks=found,
        source=draw(LINE),
        title=draw(LINE),
        url=draw(st.sampled_from(["", "https://outlet.example/1?a=b&c=d"])),
        language=draw(st.sampled_from(["", "ur"])),
        published_on=draw(st.sampled_from(["", "2022-02-24"])),
        story="story",
        article_id=str(number),
        readers=tuple(sorted(readers)),
    )


@st.composite
def portfolios(draw):
    return [draw(documents(number + 1)) for number in range(draw(st.integers(1, 2)))]


def outgoing(found, vocabulary=None, base="https://desk.example") -> Outgoing:
    return Outgoing(lambda: iter(found), lambda: vocabulary or Vocabulary(), "The story", base)


def written(one: Format, found, vocabulary=None) -> bytes:
    return b"".join(one.write(outgoing(found, vocabulary)))


def plain(document: FormatDocument) -> tuple:
    """Return what two documents must have in common to be equal: marks in any order."""
    said = sorted(
        (m.label, m.start if m.start is not None else -1, m.end or -1, m.quote, m.layer, m.annotator, m.part, m.id,
         tuple(sorted(m.details.items())), m.created_at, m.updated_at, m.codebook_edition)
        for m in document.marks
    )  # fmt: skip
    return document.text, tuple(document.about().items()), tuple(sorted(document.readers)), said
