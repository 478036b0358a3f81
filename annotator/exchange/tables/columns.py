"""What the columns of labels.csv hold, and which columns no person writes."""

from annotator.annotations.details import ASIDES, SAID_DETAILS

LABEL_MEANINGS: dict[str, str] = {
    "annotation_id": "the highlight's own id, a UUID that never changes",
    "story": "the story's slug, the part of its address",
    "source": "the outlet's name; empty, as `article_url` is, for an annotator while the story "
    "hides its sources and the article is not finished",
    "article_id": "the article's number on this desk; another desk gives it another",
    "article_title": "its title",
    "published_on": "its date, `2022-02-24`; empty if not known",
    "article_url": "its address; empty if not known",
    "text_version": "which version of its text the highlight refers to; not read on import",
    "text_sha256": "the SHA-256 of its canonical text",
    "layer": "`reading`: somebody's own reading; `gold`: settled by an adjudicator; `machine`: "
    "marked by a machine reader",
    "annotator": "the username; of gold, of whoever settled it; of a machine, its account's",
    "kind": "`claim`, `entity` or `stance`",
    "label": "the label's slug, which begins with its kind: `claim-quantity`",
    "start": "where it begins, in code points",
    "end": "where it ends, in code points",
    "part": "0; where the same words answer a second question, 1, and so on",
    "quote": "the words",
    "prefix": "up to 32 code points before them",
    "suffix": "up to 32 code points after them",
    "region": "the part of the page in which more than half of the words stand: `headline`, "
    "`caption`, `references` and the like; `body` where none",
    **{c.name: c.meaning for detail in SAID_DETAILS for c in detail.columns},
    "polarity": "of a stance 1, 0 or -1; otherwise empty",
    **{c.name: c.meaning for detail in ASIDES[:-1] for c in detail.columns},
    "origin": "who brought it: `person`, somebody at a desk; `machine`, a machine reader; "
    "`import`, a file that did not say; without it an import is `import`",
    **{c.name: c.meaning for c in ASIDES[-1].columns},
    "read_on_version": "on which version of the text somebody last read the words; not read on "
    "import",
    "codebook_edition": "the edition of the codebook under which somebody last judged it: `1`, `2`",
    "created_at": "when it was made: a time in UTC, ISO 8601, `2022-02-24T09:30:00.123456Z`",
    "updated_at": "when it was last changed, in the same way",
}
"""The columns of labels.csv, in their order, with what each holds; the details as declared."""

CLOSED = frozenset(
    {
        "annotation_id",
        "article_id",
        "published_on",
        "text_version",
        "text_sha256",
        "layer",
        "kind",
        "start",
        "end",
        "part",
        "region",
        "polarity",
        "origin",
        "read_on_version",
        "codebook_edition",
        "created_at",
        "updated_at",
        "state",
        "assigned_at",
        "submitted_at",
        "annotations",
    }
)
"""Columns the program alone writes: numbers, times, ids and words of its own. Never defused."""
