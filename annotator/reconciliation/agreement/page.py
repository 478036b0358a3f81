"""What the agreement page says of a choice: figures drawn, each part with its own address."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from annotator.machines.names import ReaderNames, reader_names
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.reconciliation.agreement import charts, figure_tables, heat_maps
from annotator.reconciliation.agreement.article_figures import Choice, Ranked
from annotator.reconciliation.agreement.figure_tables import OF_ALL, OF_LABEL, OF_PAIR, FigureRow
from annotator.reconciliation.agreement.forms import MISSED_WORD
from annotator.reconciliation.agreement.overview import Figures, Overview
from annotator.reconciliation.agreement.sentence import agreement_sentence, basis_sentence
from annotator.reconciliation.agreement.statistics.bootstrap import FEWEST
from annotator.reconciliation.agreement.statistics.confusion import Cell
from annotator.reconciliation.agreement.statistics.figures import TOO_FEW, Pair
from annotator.vocabulary.models import Kind, Label
from articles.models import Story

MOST_IN_HEAT = 20
"""Annotators in the heat map: those of the pairs that are listed below it."""
KIND_NAMES = {Kind.CLAIM: "Claims", Kind.ENTITY: "Entities", Kind.STANCE: "Stances"}


def page_context(
    story: Story, view: Overview, labels: Iterable[Label], request: DeskRequest
) -> dict[str, Any]:
    """Return what the template places of a choice."""
    choice, given = view.choice, request.GET
    names = {label.slug: label.name for label in labels if label.kind == choice.kind}
    ranked = page_of(view.ranked, request)
    pairs = page_of(view.pairs, request, "pairs")
    shown = _in_heat(pairs)
    people = reader_names({one for pair, _ in pairs for one in pair} | set(choice.pair or ()))
    return {
        "choice": choice,
        "view": view,
        "kinds": _kinds(view, given),
        "too_few": TOO_FEW if view.articles < FEWEST else "",
        "sentence": agreement_sentence(
            view.articles, view.whole["exact"], *_who_and_what(choice, names, people)
        ),
        "basis": basis_sentence(view.articles, view.whole["exact"], view.measuring),
        "shares": figure_tables.draw_shares(view.whole),
        "coefficients": figure_tables.draw_coefficients(view.whole),
        "labels": _labels(view, names, given),
        "confusion": _confusion(story, view, names, people, given),
        "heat": _heat(view, shown, people, given),
        "in_heat": len(shown),
        "pair_page": pairs,
        "pairs": _pairs(view, pairs, people, given),
        "sources": _sources(view, given),
        "periods": _periods(view, given),
        "trend": charts.draw_trend(view.periods) if len(view.periods) > 1 else "",
        "page": ranked,
        "articles": _articles(ranked, given),
    }


def _who_and_what(
    choice: Choice, names: Mapping[str, str], people: ReaderNames
) -> tuple[list[str], str]:
    """Return the names of the chosen two and of the chosen label; nothing for all of them."""
    label = f"“{names.get(choice.label, choice.label)}”" if choice.label else ""
    return [people.called[one] for one in choice.pair or ()], label


def _in_heat(pairs: Iterable[tuple[Pair, Figures]]) -> list[int]:
    """Return the keys of the annotators that the heat map shows."""
    met = dict.fromkeys(one for pair, _ in pairs for one in pair)
    return list(met)[:MOST_IN_HEAT]


def _address(given: QueryDict, **changes: str | None) -> str:
    """Return the address of the same choice but for `changes`, from its first page."""
    query = given.copy()
    for place in ("page", "pairs"):
        query.pop(place, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def _kinds(view: Overview, given: QueryDict) -> list[tuple[str, str, str, bool]]:
    """Return each kind's name, exact F1, address, and whether it is the one that is shown."""
    told = []
    for kind in Kind:
        value = view.kinds[kind]
        shown = "–" if value is None else charts.three_decimals(value)
        address = _address(given, kind=kind.value, label=None)
        told.append((KIND_NAMES[kind], shown, address, kind == view.choice.kind))
    return told


def _labels(view: Overview, names: Mapping[str, str], given: QueryDict) -> SafeString | str:
    parts = [
        FigureRow(names.get(slug, slug), _address(given, label=slug), figures)
        for slug, figures in view.labels
    ]
    return figure_tables.draw_parts(parts, OF_LABEL) if parts else ""


def _sources(view: Overview, given: QueryDict) -> SafeString | str:
    parts = [
        FigureRow(name, _address(given, source=slug), figures)
        for (slug, name), figures in view.sources
    ]
    return figure_tables.draw_parts(parts, _columns(view)) if parts else ""


def _periods(view: Overview, given: QueryDict) -> SafeString | str:
    parts = []
    for period, figures in view.periods:
        since, until = period.first.isoformat(), period.last.isoformat()
        address = _address(given, since=since, until=until)
        parts.append(FigureRow(figure_tables.period_name(period), address, figures))
    return figure_tables.draw_parts(parts, _columns(view)) if parts else ""


def _columns(view: Overview) -> Sequence[str]:
    if view.choice.label:
        return OF_LABEL
    return OF_PAIR if view.choice.pair else OF_ALL


def _heat(
    view: Overview, shown: Collection[int], people: ReaderNames, given: QueryDict
) -> SafeString | str:
    found = view.pairs.among(shown) if len(shown) > 2 else {}
    if len(found) < 2:
        return ""

    def address(pair: Pair) -> str:
        return _address(given, pair=",".join(people.usernames[one] for one in pair))

    below = "ku_alpha" if view.choice.label else "kappa"
    return heat_maps.draw_heat(found, people.called, address, below)


def _pairs(
    view: Overview,
    listed: Iterable[tuple[Pair, Figures]],
    people: ReaderNames,
    given: QueryDict,
) -> SafeString | str:
    columns = OF_LABEL if view.choice.label else OF_PAIR
    parts = []
    for pair, figures in listed:
        said = " and ".join(people.called[key] for key in pair)
        to = _address(given, pair=",".join(people.usernames[key] for key in pair))
        parts.append(FigureRow(said, to, figures))
    return figure_tables.draw_parts(parts, columns) if parts else ""


def _confusion(
    story: Story,
    view: Overview,
    names: Mapping[str, str],
    people: ReaderNames,
    given: QueryDict,
) -> SafeString | str:
    if not view.confusion:
        return ""
    to = reverse("reconciliation:passages", args=[story.slug])

    def address(cell: Cell) -> str:
        one, two = (label or MISSED_WORD for label in cell)
        return to + _address(given, kind=view.choice.kind, label=None, one=one, two=two)

    pair = view.choice.pair
    of = (people.called[pair[0]], people.called[pair[1]]) if pair else None
    return heat_maps.draw_confusion(view.confusion, names, address, of)


def _articles(ranked: Iterable[Ranked], given: QueryDict) -> SafeString:
    # One look into the resolver, not one a row.
    before, after = reverse("reconciliation:settle", args=[0]).split("0")
    return figure_tables.draw_articles(
        (
            row,
            _address(given, article=str(row.share.article)),
            f"{before}{row.share.article}{after}",
        )
        for row in ranked
    )
