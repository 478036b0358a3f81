"""What the adjudication page shows of one article, and what is swapped after a decision."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.safestring import SafeString

from annotator.annotations.drawing import html
from annotator.annotations.drawing.page_parts import page_parts
from annotator.annotations.drawing.segments import Mark, all_pieces, by_piece, touched
from annotator.annotations.models import ArticleProgress, Assignment, AssignmentState, Stage
from annotator.annotations.workbench.page import tags_of
from annotator.machines.names import letters_of
from annotator.markup import fill, join
from annotator.people.access import DeskRequest
from annotator.people.models import Role, User
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.adjudication.html import about_whole, draw_card, draw_window
from annotator.reconciliation.adjudication.side_by_side import (
    CardContext,
    PlaceComment,
)
from annotator.reconciliation.models import Act, Comment, Rule
from annotator.reconciliation.places import machine_lane
from annotator.reconciliation.places.load import Readings, readings_of
from annotator.reconciliation.places.place import DIFFERENCES, FILTERS, Place, filter_of, said_of
from annotator.reconciliation.places.window import SIZE, PlaceWindow, window_of
from annotator.vocabulary.models import Label
from articles.models import Article
from articles.regions import parts_of

LOOKS = {
    "todo": ("To settle", "against"),
    **{filter_of(type): (said_of(type).capitalize(), "quiet") for type in DIFFERENCES},
    "stale": ("Look again", "wait"),
    "agreed": ("Agreed", "favour"),
    "settled": ("Settled", "favour"),
    "all": ("All", "ink"),
}
"""The words and the look of each filter's chip."""


class Filter(NamedTuple):
    """A chip above the cards: what it shows, its words, its look, the number of places."""

    show: str
    words: str
    look: str
    number: int


@dataclass
class AdjudicationPage:
    """One article's places with everything that its cards name."""

    article: Article
    readings: Readings
    context: CardContext
    progress: ArticleProgress | None
    labels: list[Label]
    only_machine: list[machine_lane.MachineSaid]
    """What machines with a lane have marked where no place is."""

    @property
    def places(self) -> list[Place]:
        return self.readings.places

    @property
    def used_labels(self) -> list[Label]:
        """The labels that a lane names, for their definitions."""
        used = {lane.row["label"] for place in self.places for lane in place.lanes}
        beside = self.context.machine_lanes.values()
        used |= {one.row["label"] for said in (*beside, self.only_machine) for one in said}
        return [label for label in self.labels if label.slug in used]

    def draw(self, place: Place, note: str = "") -> SafeString:
        """Draw one place's card."""
        return draw_card(place, self.context, note)

    def window(self, asked: Mapping[str, Any]) -> PlaceWindow:
        """Return the places that are drawn, as `WindowForm` says; all of a short article."""
        show = asked.get("show") or ("todo" if self.places[SIZE:] else "all")
        after, before = asked.get("after"), asked.get("before")
        place = self._place_asked(asked.get("place"), asked.get("at"))
        return window_of(self.places, show, asked=place, after=after, before=before)

    def cards(self, window: PlaceWindow, ends: str = "both") -> SafeString:
        """Draw the cards of a window."""
        return draw_window(window, self.context, ends=ends)

    def text(self) -> SafeString:
        """Draw the text, its places marked."""
        return html.draw_text(self.article.blocks(), marks(self.places), parts_of(self.article))

    def pieces(self, spans: Iterable[tuple[int, int]]) -> SafeString:
        """Draw the pieces of text that these spans touch, to be swapped in wherever they stand."""
        drawn = touched(all_pieces(self.article.blocks()), list(spans))
        laid = by_piece(drawn, marks(self.places))
        within = by_piece(drawn, page_parts(self.article.blocks(), parts_of(self.article)).within)
        return join(
            fill(
                "<span hx-swap-oob=\"innerHTML:[data-p='{}']\">{}</span>",
                piece.start,
                html.draw_piece(piece, laid[piece.start], within[piece.start]),
            )
            for piece in drawn
        )  # fmt: skip

    def counts(self) -> dict[str, Any]:
        """Return how much is settled, the chips, and whether the article can be finished."""
        shown = Counter(name for place in self.places for name in place.filters)
        settled, total = shown["settled"], shown["all"]
        chips = [Filter(name, *LOOKS[name], shown[name]) for name in FILTERS]
        stage = self.progress.stage if self.progress else Stage.READING
        return {
            "chips": [chip for chip in chips if chip.number or chip.show in {"todo", "all"}],
            "settled": settled,
            "total": total,
            "may_decide": self.context.may_decide,
            "finishable": settled == total and stage != Stage.FINISHED,
            "finished": stage == Stage.FINISHED and settled == total,
            "revised": stage == Stage.REVISION or (stage == Stage.FINISHED and settled != total),
            "left": total - settled,
        }

    def _place_asked(self, key: UUID | int | None, at: int | None) -> Place | None:
        """Return the place of an annotation or a decision, or else the first one around an
        offset."""
        found = None
        if isinstance(key, UUID):
            found = self.place_with([key])
        elif key is not None:
            found = self.place_decided_by(key)
        if found is None and at is not None:
            found = next((p for p in self.places if p.start <= at < p.end), None)
        return found

    def place_with(self, keys: Iterable[UUID]) -> Place | None:
        """Return the place that has one of these annotations."""
        wanted = set(keys)
        return next(
            (p for p in self.places if wanted & {row["id"] for row in (*p.rows, *p.gold)}), None
        )

    def place_decided_by(self, decision: int) -> Place | None:
        """Return the place on which this decision stands."""
        return next((p for p in self.places if any(r.pk == decision for r in p.decisions)), None)


def adjudication_page(
    request: DeskRequest, article: Article, by_name: bool = False
) -> AdjudicationPage:
    """Return the article's places, their people called by letters in an order that tells nothing.

    With `by_name` people are called by their names.
    """
    readings = readings_of(article)
    labels = list(Label.objects.all())
    decisions = [decision for place in readings.places for decision in place.decisions]
    wanted = {*readings.submitted, *(r.by for r in decisions)}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}
    acts = {
        act.pk: (act.rule, act.share)
        for act in Act.objects.filter(pk__in={r.act for r in decisions if r.act}).order_by()
    }
    letters = {
        pk: names.get(pk, "?") if by_name and pk not in readings.machines else letter
        for pk, letter in letters_of(article, readings.submitted, readings.machines).items()
    }
    settle = reverse("reconciliation:settle", args=[article.pk])
    lanes = machine_lane.set_beside(readings.places, machine_lane.machine_said(article))
    context = CardContext(
        text=article.text,
        tags=tags_of(labels),
        letters=letters,
        people=names,
        comments=_comments(article, letters),
        acts=acts,
        machine_lanes=lanes.beside,
        taken=machine_lane.taken_in(readings.places),
        addresses={
            "decide": reverse("reconciliation:decide", args=[article.pk]),
            "undo": reverse("reconciliation:undo", args=[article.pk, 0]),
            "edit": reverse("reconciliation:edit", args=[article.pk]),
            "places": f"{settle}?names=1&amp;" if by_name else f"{settle}?",
        },
        may_decide=Role.ADJUDICATOR in request.membership.roles,
        csrf=get_token(request),
    )
    progress = ArticleProgress.objects.filter(article=article).first()
    return AdjudicationPage(article, readings, context, progress, labels, lanes.alone)


def marks(places: Iterable[Place]) -> list[Mark]:
    """Return what the places paint into the text: their state, over all their spans."""
    return [
        Mark(place.start, place.end, place.key, place.state.value)
        for place in places
        if place.end > place.start
    ]


def _comments(article: Article, letters: dict[int, str]) -> list[PlaceComment]:
    """Return what was said; an annotator of the article is called as in the lanes, others by
    name."""
    about: dict[int, set[UUID]] = defaultdict(set)
    pairs = Comment.about.through.objects.filter(comment__article=article)
    for comment_id, annotation in pairs.values_list("comment_id", "annotation_id"):
        about[comment_id].add(annotation)
    found = Comment.objects.filter(article=article).select_related("author")
    return [
        PlaceComment(
            letters.get(comment.author_id, str(comment.author)),
            comment.created_at,
            comment.text,
            frozenset(about[comment.pk]),
            comment.author_id in letters,
        )
        for comment in found
    ]


def submitted_readings(shown: AdjudicationPage) -> list[dict[str, Any]]:
    """Return the readings that count, called as in the lanes: what an adjudicator can send back."""
    done = Assignment.objects.filter(article=shown.article, state=AssignmentState.SUBMITTED)
    found = done.order_by().values_list("pk", "annotator_id")
    called = [{"pk": pk, "called": shown.context.letters.get(who, "?")} for pk, who in found]
    return sorted(called, key=lambda one: str(one["called"]))


def plan_context(article: Article, rule: Rule, share: int) -> dict[str, Any]:
    """Return what an automatic act would settle: each place's label, words, and who agrees."""
    readings = readings_of(article)
    found = plan(readings, rule, share)
    tags = tags_of(Label.objects.all())
    total = len(readings.submitted)
    will = [
        (tags[lane.row["label"]], lane.row["quote"] or about_whole(place),
         f"{len(lane.annotators)} of {total}")
        for place, lane in found.will
    ]  # fmt: skip
    machines = list(readings.machines.values())
    return {"article": article, "plan": found, "will": will, "machines": machines}
