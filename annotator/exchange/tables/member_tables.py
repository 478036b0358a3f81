"""Declare what every member downloads: labels.csv, article_labels.csv and readings.csv.

Annotators get their own work, adjudicators and managers everybody's but of what they have still to
read. Their rows come as finished cells: they are the largest tables of a desk.
"""

from annotator.annotations.visibility.blind_review import assignments_visible_to, visible_to
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleLabelsFilters, LabelsFilters, ReadingsFilters
from annotator.exchange.tables.document_labels import article_label_rows
from annotator.exchange.tables.labels import label_rows, reading_rows
from annotator.people.access import READERS
from annotator.tables import Table, columns

LABELS = Table[Portion](
    name="labels",
    url="exchange:labels",
    heading="Highlights",
    sentence=(
        "One row a highlight that is not erased: its article, its place in the text, the words, "
        "the label and the details."
    ),
    columns=columns(
        ("annotation_id", "the highlight's own id, a UUID that never changes"),
        ("story", "the story's slug, the part of its address"),
        (
            "source",
            "the outlet's name; empty, as `article_url` is, for an annotator while the story hides "
            "its sources and the article is not finished",
        ),
        ("article_id", "the article's number on this desk; another desk gives it another"),
        ("article_title", "its title"),
        ("published_on", "its date, `2022-02-24`; empty if not known"),
        ("article_url", "its address; empty if not known"),
        ("text_version", "which version of its text the highlight refers to"),
        ("text_sha256", "the SHA-256 of its canonical text"),
        ("layer", "`reading`: somebody's own reading; `gold`: settled by an adjudicator"),
        ("annotator", "the username; of gold, of whoever settled it"),
        ("kind", "`claim`, `entity` or `stance`"),
        ("label", "the label's slug, which begins with its kind: `claim-quantity`"),
        ("start end", "where it stands, in code points"),
        ("part", "0; where the same words answer a second question, 1, and so on"),
        ("quote", "the words"),
        ("prefix suffix", "up to 32 code points before and after them"),
        (
            "entity entity_name entity_wikidata",
            "of an entity: the slug of what the words name, its name, its Wikidata number",
        ),
        (
            "question question_text question_type",
            "of a claim: the slug of the question it answers, its wording, its type: `quantity`, "
            "`date`, `yes-no`, `choice` or `text`",
        ),
        ("value", "the answer as the source puts it: *nearly 23 years*"),
        (
            "value_low value_high",
            "what it comes to: two plain numbers (`1100`, `-2.5`), or two days (`1999-04-01`). An "
            "empty one leaves that end open",
        ),
        ("value_bounds", "`[]`, `[)`, `(]` or `()`: whether each end belongs to it"),
        (
            "answer_key",
            "what makes two texts the same answer; of a choice or yes/no, the option",
        ),
        ("unit", "of a quantity"),
        (
            "approximator",
            "`exact`, `about`, `nearly`, `more than`, `at least`, `less than`, `up to`",
        ),
        ("modality", "`asserted`, `denied`, `predicted`, `hedged`"),
        ("as_of", "the date that the value refers to: `1999`, `1999-04` or `1999-04-12`"),
        ("scope", "of whom or what, where that is not what the question asks"),
        ("said_by", "the speaker, an entity's slug; empty is the article's own voice"),
        (
            "stance_holder stance_target",
            "of a stance: whose it is and toward what, as entities' slugs; without a holder it is "
            "the article's own",
        ),
        ("polarity", "of a stance 1, 0 or -1; otherwise empty"),
        ("note flag", "the annotator's note, and question to the adjudicator"),
        (
            "created_at updated_at",
            "times in UTC, ISO 8601: `2022-02-24T09:30:00.123456Z`",
        ),
    ),
    roles=READERS,
    filters=LabelsFilters,
    visible=visible_to,
    masks_sources=True,
    finished=True,
    rows=lambda portion: label_rows(
        portion.stories,
        articles=portion.articles,
        annotations=portion.rows,
        sourceless=portion.sourceless,
    ),
)

ARTICLE_LABELS = Table[Portion](
    name="article_labels",
    url="exchange:article_labels",
    heading="Labels of whole articles",
    sentence=(
        "One row a label that somebody gave to an article as a whole, and toward whom or what: its "
        "overall stance, say."
    ),
    columns=columns(
        (
            "story source article_id article_title published_on article_url",
            "the article, as in labels.csv",
        ),
        (
            "text_version text_sha256",
            "its text, as in labels.csv; `text_version` is not read on import",
        ),
        ("layer annotator", "`reading` or `gold`, and whose, as in labels.csv"),
        (
            "label kind polarity",
            "as in labels.csv; the label is one that is allowed for whole articles",
        ),
        (
            "target target_name target_wikidata",
            "of a stance: the entity toward which it is, its slug, name and Wikidata number; empty "
            "where it is overall",
        ),
        ("note", "why, in the annotator's words"),
        ("created_at updated_at", "times in UTC"),
    ),
    roles=READERS,
    filters=ArticleLabelsFilters,
    visible=visible_to,
    masks_sources=True,
    finished=True,
    rows=lambda portion: article_label_rows(
        portion.stories,
        articles=portion.articles,
        labels=portion.rows,
        sourceless=portion.sourceless,
    ),
)

READINGS = Table[Portion](
    name="readings",
    url="exchange:readings",
    heading="Readings",
    sentence=(
        "One row a person and article: who was asked to read what, and how far they are; a "
        "submitted reading without highlights too."
    ),
    columns=columns(
        ("story source article_id article_title text_sha256", "the article, as in labels.csv"),
        ("annotator", "the username"),
        ("state", "`assigned`, `in progress`, `submitted`, `handed back` or `withdrawn`"),
        ("assigned_at submitted_at", "times in UTC"),
        ("annotations", "how many highlights the reading has; not read on import"),
        ("reason", "why it was handed back or withdrawn"),
    ),
    roles=READERS,
    filters=ReadingsFilters,
    visible=assignments_visible_to,
    masks_sources=True,
    finished=True,
    rows=lambda portion: reading_rows(
        portion.stories,
        articles=portion.articles,
        assignments=portion.rows,
        sourceless=portion.sourceless,
    ),
)
