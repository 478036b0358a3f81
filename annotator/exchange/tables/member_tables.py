"""Declare what every member downloads: labels.csv, article_labels.csv and readings.csv.

Annotators get their own work, adjudicators and managers everybody's but of what they have still to
read. Their rows come as finished cells: they are the largest tables of a desk.
"""

from annotator.annotations.visibility.blind_review import assignments_visible_to, visible_to
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleLabelsFilters, LabelsFilters, ReadingsFilters
from annotator.exchange.tables.columns import LABEL_MEANINGS
from annotator.exchange.tables.document_labels import article_label_rows
from annotator.exchange.tables.labels import OF_MACHINE, label_rows, reading_rows
from annotator.people.access import READERS
from annotator.tables import Column, Table, columns

LABELS = Table[Portion](
    name="labels",
    url="exchange:labels",
    heading="Highlights",
    sentence=(
        "One row a highlight that is not erased: its article, its place in the text, the words, "
        "the label and the details."
    ),
    columns=tuple(Column(name, means) for name, means in LABEL_MEANINGS.items()),
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
        machines=portion.machines,
    ),
    more=lambda portion: tuple(OF_MACHINE) if portion.machines else (),
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
        ("origin codebook_edition", "as in labels.csv"),
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
        ("text_version", "which version of the text was read; not read on import"),
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
