"""What the workbench shows: one person's own reading of one article, and nobody else's."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, Q, Subquery

from annotator.annotations.assignments import actions
from annotator.annotations.drawing import card_lines, html
from annotator.annotations.drawing.html import AnnotationRow, Tag
from annotator.annotations.drawing.page_parts import page_parts
from annotator.annotations.drawing.rows import rows
from annotator.annotations.drawing.segments import Piece, all_pieces, by_piece, touched
from annotator.annotations.models import (
    DUE_FIRST,
    OPEN,
    SPAN,
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
)
from annotator.annotations.regions.changes import lines_of_article
from annotator.annotations.workbench import document_labels
from annotator.annotations.workbench.detail_fields import rows_of_asides, rows_of_kinds
from annotator.people.models import User
from annotator.vocabulary.models import Kind, Label
from articles.models import Article, Region
from articles.regions import parts_of


def tags_of(labels: Iterable[Label]) -> dict[str, Tag]:
    """Return how each label looks, by its slug."""
    return {label.slug: html.tag(label.kind, label.name, label.polarity) for label in labels}


def own_rows(article: Article, user: User) -> list[AnnotationRow]:
    """Return the user's live reading of the article, in reading order."""
    return rows(Annotation.objects.filter(article=article, annotator=user, layer=Layer.READING))


def page(article: Article, user: User, manager: bool = False) -> dict[str, Any]:
    """Return the workbench's template context: text and cards drawn, labels, questions, state."""
    labels = list(Label.objects.all())
    tags = tags_of(labels)
    mine = own_rows(article, user)
    assignment = actions.standing_assignment(article, user)
    active = [label for label in labels if label.active]
    return {
        "article": article,
        "story": article.story,
        "assignment": assignment,
        "may_annotate": assignment is not None and assignment.state in OPEN,
        "submitted": assignment is not None and assignment.state == AssignmentState.SUBMITTED,
        "text": html.draw_text(article.blocks(), html.marks(mine, tags), parts_of(article)),
        "cards": html.draw_cards(mine, tags),
        "kinds": [
            (kind, [label for label in active if label.kind == kind]) for kind in Kind.values
        ],
        "whole_labels": [label for label in active if label.of_articles],
        "offline_copies": settings.OFFLINE_COPIES,
        "detail_rows": rows_of_kinds({}),
        "aside_rows": rows_of_asides(),
        "roles": [*Region.Role.choices[1:], Region.Role.choices[0]],
        "region_changes": lines_of_article(article, user, manager),
        "may_set_regions": manager,
        "facts": {**_facts(article, tags), "whole": document_labels.own_labels(article, user)},
        **progress(article, user),
    }


def _facts(article: Article, tags: Mapping[str, Tag]) -> dict[str, Any]:
    """Return what the script needs to know: labels' looks, details, and the story's questions."""
    return {
        "details": card_lines.for_script(),
        "tags": {slug: {"text": tag.text, "look": tag.look} for slug, tag in tags.items()},
        "questions": [
            {
                "slug": question.slug,
                "wording": question.wording,
                "type": question.type,
                "unit": question.unit,
                "scope": question.scope,
                "options": question.choices(),
            }
            for question in article.story.questions.filter(active=True)
        ],
    }


def progress(article: Article, user: User) -> dict[str, Any]:
    """Tell how far the user is with the story.

    The keys are `reading_count`, `submitted_count`, and `next_article`: the number of the article
    to read next, None where none is left.
    """
    mine = Assignment.objects.filter(annotator=user, article__story=article.story_id).exclude(
        state__in=[AssignmentState.HANDED_BACK, AssignmentState.WITHDRAWN]
    )
    waiting = mine.filter(state__in=OPEN).exclude(article=article)
    # Counted by the database, in one statement: a story may have ten thousand assignments.
    return mine.aggregate(
        reading_count=Count("pk"),
        submitted_count=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)),
        next_article=Min(Subquery(waiting.order_by(*DUE_FIRST).values("article_id")[:1])),
    )


def after_change(
    article: Article, user: User, id: UUID, spans: list[tuple[int, int]]
) -> dict[str, Any]:
    """Return what the page swaps after a change: the touched pieces and the card, drawn afresh.

    `spans` are the spans that the annotation left and has now, in code points; where it stands
    elsewhere, that span is added.
    """
    # Without the definitions, which are long and not drawn here.
    looks = Label.objects.order_by().values_list("slug", "kind", "name", "polarity")
    tags = {slug: html.tag(kind, name, polarity) for slug, kind, name, polarity in looks}
    drawn, near = _around(article, user, spans)
    row = next((row for row in near if row["id"] == id), None)
    if row is None:
        own = Annotation.everything.filter(SPAN, pk=id, article=article, annotator=user)
        found = rows(own)
        row = found[0] if found else None
        if row is not None and (row["start"], row["end"]) not in spans:
            drawn, near = _around(article, user, [*spans, (row["start"], row["end"])])
    laid = by_piece(drawn, html.marks(near, tags))
    within = by_piece(drawn, page_parts(article.blocks(), parts_of(article)).within)
    return {
        "annotation": str(id),
        "revision": row["revision"] if row else 0,
        "card": html.draw_card(row, tags) if row and not row["erased"] else None,
        "pieces": {
            piece.start: html.draw_piece(piece, laid[piece.start], within[piece.start])
            for piece in drawn
        },
    }


def _around(
    article: Article, user: User, spans: list[tuple[int, int]]
) -> tuple[list[Piece], list[AnnotationRow]]:
    """Return the pieces that the spans touch, and the user's live annotations near them."""
    drawn = touched(all_pieces(article.blocks()), spans)
    if not drawn:
        return [], []
    near = Annotation.objects.filter(
        article=article, annotator=user, layer=Layer.READING,
        start__lt=drawn[-1].end, end__gt=drawn[0].start,
    )  # fmt: skip
    return drawn, rows(near)


def span_of(article: Article, user: User, id: UUID) -> list[tuple[int, int]]:
    """Return where the user's live annotation stands: one span, or none."""
    found = Annotation.objects.filter(pk=id, article=article, annotator=user)
    return [one.span for one in found.order_by().only("start", "end")]
