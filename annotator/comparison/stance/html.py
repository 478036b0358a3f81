"""Stances by outlet as the rows of a table, each cell a diverging bar.

Drawn as SVG attributes, since the content security policy forbids inline style; the counts stand
beside every bar, so that no colour is needed to read it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from django.utils.safestring import SafeString

from annotator.comparison.outlet_columns import MOST_COLUMNS
from annotator.comparison.stance.network import Tie
from annotator.comparison.stance.nodes import Node
from annotator.comparison.stance.relations import POLARITIES, WORDS, Relation
from annotator.markup import EMPTY, fill, join

HALF = 60
"""Half the width of a bar: as far as the most of one side reaches."""
LOOKS = {-1: "against", 0: "neutral", 1: "favour"}

Address = Callable[[Relation, int | None], str]


def draw_stances(
    rows: Iterable[Relation], names: Mapping[int, str], sources: Mapping[int, str], address: Address
) -> SafeString:
    """Draw one `<tr>` a holder and target; own voice and speakers under heads of their own.

    `address` leads to the passages of a relation, in one outlet or in all.
    """
    listed = list(rows)
    largest = max((_reach(one.whole) for one in listed), default=1.0)
    drawn: list[SafeString] = []
    before = None
    for one in listed:
        own = one.holder is None
        if own != before:
            words = "In the articles’ own voice" if own else "Speakers"
            wide = 3 + (len(sources) if len(sources) <= MOST_COLUMNS else 1)
            drawn.append(
                fill(
                    '<tr class="voice"><th scope="rowgroup" colspan="{}">{}</th></tr>', wide, words
                )
            )
        before = own
        drawn.append(
            fill(
                '<tr><th scope="row"><bdi>{}</bdi></th>'
                '<td class="title" data-name="Toward"><bdi>{}</bdi></td>'
                '<td data-name="All">{}</td>{}</tr>',
                "own voice" if one.holder is None else names[one.holder],
                names[one.target] if one.target else "no target given",
                _bar(one, None, largest, address),
                _outlets(one, sources, largest, address),
            )
        )
    return join(drawn)


def _outlets(
    one: Relation, sources: Mapping[int, str], largest: float, address: Address
) -> SafeString:
    if len(sources) <= MOST_COLUMNS:
        return join(
            fill('<td data-name="{}">{}</td>', name, _bar(one, source, largest, address))
            for source, name in sources.items()
        )
    parts = join(
        fill(
            "<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>",
            name, _bar(one, source, largest, address),
        )
        for source, name in sources.items()
        if source in one.outlets
    )  # fmt: skip
    return fill('<td class="every"><dl class="outlets">{}</dl></td>', parts)


def _bar(one: Relation, source: int | None, largest: float, address: Address) -> SafeString:
    counts = one.whole if source is None else one.outlets.get(source)
    if not counts:
        return EMPTY
    words, drawn = _drawn(counts[-1], counts[0], counts[1], largest)
    return fill(
        '<a class="bar-of" href="{}" aria-label="{}" title="{}">{}</a>',
        address(one, source), words, words, drawn,
    )  # fmt: skip


def _reach(counts: Counter[int]) -> float:
    return max(counts[-1], counts[1]) + counts[0] / 2


@lru_cache(maxsize=4096)
def _drawn(against: int, neutral: int, favour: int, largest: float) -> tuple[str, SafeString]:
    """Return the counts in words, and as a bar with signs: most bars of a page are alike."""
    counts = {-1: against, 0: neutral, 1: favour}
    words = ", ".join(f"{counts[side]:,} {WORDS[side]}" for side in POLARITIES if counts[side])
    signs = join(
        fill('<span class="{}">{}{:,}</span>', LOOKS[side], sign, counts[side])
        for side, sign in ((-1, "−"), (0, "·"), (1, "+"))
        if counts[side]
    )
    picture = _picture(against, neutral, favour, HALF / largest)
    return words, fill('{}<span class="counts">{}</span>', picture, signs)


def _picture(against: int, neutral: int, favour: int, unit: float) -> SafeString:
    """Draw against to the left of the axis, in favour to the right, neutral astride it."""
    astride = neutral * unit / 2
    parts = [
        ("against", HALF - astride - against * unit, against * unit, 4, 8),
        ("neutral", HALF - astride, 2 * astride, 6, 4),
        ("favour", HALF + astride, favour * unit, 4, 8),
    ]
    drawn = join(
        fill(
            '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>',
            look, x + 2, y, wide, high,
        )
        for look, x, wide, y, high in parts
        if wide
    )  # fmt: skip
    return fill(
        '<svg class="diverging" viewBox="0 0 {} 16" width="{}" height="16" aria-hidden="true">{}'
        '<path class="axis" d="M{} 1V15"/></svg>',
        2 * HALF + 4, 2 * HALF + 4, drawn, HALF + 2,
    )  # fmt: skip


def draw_ties(
    ties: Iterable[Tie], around: Callable[[Node], str], passages: Callable[[Tie], str]
) -> SafeString:
    """Draw one `<tr>` a tie of the network: its ends, each leading to its neighbours; its sides;
    how many passages it has, leading to them."""
    return join(
        fill(
            '<tr><th scope="row"><a href="{}"><bdi>{}</bdi></a>{}</th>'
            '<td class="title" data-name="Toward"><a href="{}"><bdi>{}</bdi></a></td>{}'
            '<td class="number" data-name="All"><a href="{}">{:,}</a></td></tr>',
            around(tie.holder), tie.holder.name,
            fill(' <span class="quiet small">own voice</span>') if tie.holder.own else EMPTY,
            around(tie.target), tie.target.name,
            join(_side(tie.counts[side], side) for side in POLARITIES),
            passages(tie), tie.counts.total(),
        )
        for tie in ties
    )  # fmt: skip


def _side(times: int, side: int) -> SafeString:
    if not times:
        return fill('<td class="number"></td>')
    words = WORDS[side].capitalize()
    return fill('<td class="number {}" data-name="{}">{:,}</td>', LOOKS[side], words, times)
