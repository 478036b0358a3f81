"""The columns of the files, in their order."""

ARTICLE = ("story", "source", "article_id", "article_title")

LABELS = (
    "annotation_id",
    *ARTICLE,
    "published_on",
    "article_url",
    "text_version",
    "text_sha256",
    "layer",
    "annotator",
    "kind",
    "label",
    "start",
    "end",
    "part",
    "quote",
    "prefix",
    "suffix",
    "entity",
    "entity_name",
    "entity_wikidata",
    "question",
    "question_text",
    "question_type",
    "value",
    "value_low",
    "value_high",
    "value_bounds",
    "answer_key",
    "unit",
    "approximator",
    "modality",
    "as_of",
    "scope",
    "said_by",
    "stance_holder",
    "stance_target",
    "polarity",
    "note",
    "flag",
    "created_at",
    "updated_at",
)

ARTICLE_LABELS = (
    *ARTICLE,
    "published_on",
    "article_url",
    "text_version",
    "text_sha256",
    "layer",
    "annotator",
    "label",
    "kind",
    "polarity",
    "target",
    "target_name",
    "target_wikidata",
    "note",
    "created_at",
    "updated_at",
)

READINGS = (
    *ARTICLE,
    "text_sha256",
    "annotator",
    "state",
    "assigned_at",
    "submitted_at",
    "annotations",
    "reason",
)

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
        "polarity",
        "created_at",
        "updated_at",
        "state",
        "assigned_at",
        "submitted_at",
        "annotations",
    }
)
"""Columns the program alone writes: numbers, times, ids and words of its own. Never defused."""

FIGURES = frozenset({"value_low", "value_high"})
"""Numbers or dates where they are such (-5 stays -5), and free text where they are not."""
