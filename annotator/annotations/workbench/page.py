"""What the workbench shows: one person's own reading of one article, and nobody else's."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet, Subquery, Value

from annotator.annotations.assignments import actions
from annotator.annotations.drawing import card_lines, html
from annotator.annotations.drawing.html import Tag
from annotator.annotations.drawing.page_parts import page_parts
from annotator.annotations.drawing.segments import Mark, Piece, all_pieces, by_piece, touched
from annotator.annotations.models import (
    DUE_FIRST,
    ENDED,
    OPEN,
    Assignment,
    AssignmentState,
    Layer,
    Placement,
)
from annotator.annotations.regions.changes import lines_of_article
from annotator.annotations.revision.placing import LEFT, new_passages
from annotator.annotations.workbench import document_labels, reading
from annotator.annotations.workbench.drawn_once import details_form, label_parts
from annotator.people.models import User
from annotator.prepared import Prepared, Slot
from annotator.vocabulary.models import Label
from articles.models import Article, Region
from articles.text import Block
from articles.versions.actions import version_of


def tags_of(labels: Iterable[Label]) -> dict[str, Tag]:
    """Return how each label looks, by its slug."""
    return {label.slug: html.tag(label.kind, label.name, label.polarity) for label in labels}


def page(article: Article, user: User, manager: bool = False) -> dict[str, Any]:
    """Return the workbench's template context: text and cards drawn, labels, questions, state."""
    labels = label_parts(reading.labels())
    blocks = article.blocks()
    mine, following = reading.some_own_rows(article, user, reading.NEAR, all_pieces(blocks))
    assignment = actions.standing_assignment(article, user)
    over = html.marks(mine, labels.tags)
    return {
        "article": article,
        "story": article.story,
        "assignment": assignment,
        "may_annotate": assignment is not None and assignment.state in OPEN,
        "submitted": assignment is not None and assignment.state == AssignmentState.SUBMITTED,
        "text": html.draw_text(blocks, over, reading.parts_of(article)),
        "cards": html.draw_cards(mine, labels.tags),
        "following": following,
        "label_parts": labels,
        "details_form": details_form(),
        "offline_copies": settings.OFFLINE_COPIES,
        "roles": [*Region.Role.choices[1:], Region.Role.choices[0]],
        "region_changes": lines_of_article(article, user, manager),
        "may_set_regions": manager,
        "facts": {
            **_facts(article, labels.tags),
            "whole": document_labels.own_labels(article, user),
        },
        **progress(article, user),
        **_corrected(article, user, assignment),
    }


def _corrected(article: Article, user: User, assignment: Assignment | None) -> dict[str, Any]:
    """Tell what a correction left for the user to look at, and whether there is new text to read.

    Of an article that was never corrected nothing is asked.
    """
    if article.version == 1 or assignment is None:
        return {}
    waiting = Placement.objects.filter(
        article=article, annotation__annotator=user, annotation__layer=Layer.READING,
        outcome__in=LEFT, verdict="",
    )  # fmt: skip
    submitted = assignment.state == AssignmentState.SUBMITTED
    read = version_of(article, assignment.text_version) if submitted else None
    unread = read is not None and bool(new_passages(read.text, article.text))
    return {"left_behind": waiting.count(), "unread": unread}


def further(article: Article, user: User, start: int) -> dict[str, Any]:
    """Return what the page lays further on: pieces from `start` on, drawn afresh, and their cards.

    `following` is where the next ones begin, None where everything is drawn.
    """
    tags = reading.looks()
    blocks = article.blocks()
    every = all_pieces(blocks)
    mine, following = reading.some_own_rows(article, user, reading.FURTHER, every, start)
    drawn = [
        one for one in every if one.start >= start and (following is None or one.start < following)
    ]
    over = reading.marks_within(article, user, start, start + 1, tags)
    over = [mark for mark in over if mark.start < start] + html.marks(mine, tags)
    return {
        "pieces": _inside(article, blocks, drawn, over),
        "cards": html.draw_cards(mine, tags),
        "following": following,
    }


def _inside(
    article: Article, blocks: Sequence[Block], drawn: Sequence[Piece], over: Iterable[Mark]
) -> dict[int, str]:
    """Return what stands in each of the pieces, drawn, by their starts."""
    laid = by_piece(drawn, over)
    within = by_piece(drawn, page_parts(blocks, reading.parts_of(article)).within)
    return {
        piece.start: html.draw_piece(piece, laid[piece.start], within[piece.start])
        for piece in drawn
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
            for question in reading.questions(article.story)
        ],
    }


def progress(article: Article, user: User) -> dict[str, Any]:
    """Tell how far the user is with the story.

    The keys are `reading_count`, `submitted_count`, and `next_article`: the number of the article
    to read next, None where none is left.
    """
    names = ("reading_count", "submitted_count", "next_article")
    found = _PROGRESS.first(person=user.pk, story=article.story_id, article=article.pk)
    return dict(zip(names, found or (0, 0, None), strict=True))


def _progress() -> QuerySet[Assignment, Any]:
    """Count in the database, in one statement: a story may have ten thousand assignments."""
    mine = Assignment.objects.filter(annotator=Slot("person"), article__story=Slot("story"))
    mine = mine.exclude(state__in=ENDED)
    waiting = mine.filter(state__in=OPEN).exclude(article=Slot("article"))
    following = Subquery(waiting.order_by(*DUE_FIRST).values("article_id")[:1])
    submitted = Count("pk", filter=Q(state=AssignmentState.SUBMITTED))
    return (
        mine.order_by()
        .annotate(every=Value(1))
        .values("every")
        .annotate(count=Count("pk"), submitted=submitted, following=Min(following))
        .values_list("count", "submitted", "following")
    )


_PROGRESS = Prepared(_progress)


def after_change(
    article: Article, user: User, id: UUID, spans: list[tuple[int, int]]
) -> dict[str, Any]:
    """Return what the page swaps after a change: the touched pieces and the card, drawn afresh.

    `spans` are the spans that the annotation left and has now, in code points; where it stands
    elsewhere, that span is added.
    """
    tags = reading.looks()
    row = reading.own_row(article, user, id)
    if row is not None:
        spans = [*spans, (row["start"], row["end"])]
    blocks = article.blocks()
    drawn = touched(all_pieces(blocks), spans)
    low, high = (drawn[0].start, drawn[-1].end) if drawn else (0, 0)
    over = reading.marks_within(article, user, low, high, tags)
    return {
        "annotation": str(id),
        "revision": row["revision"] if row else 0,
        "text_version": article.version,
        "card": html.draw_card(row, tags) if row and not row["erased"] else None,
        "pieces": _inside(article, blocks, drawn, over),
    }
