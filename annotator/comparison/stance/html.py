"""Stances by outlet as the rows of a table, each cell a diverging bar: every value escaped.

Drawn as SVG attributes, since the content security policy forbids inline style; the counts stand
beside every bar, so that no colour is needed to read it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from html import escape

from django.utils.safestring import SafeString

from annotator.comparison.outlet_columns import MOST_COLUMNS
from annotator.comparison.stance.relations import POLARITIES, WORDS, Relation

HALF = 60
"""Half the width of a bar: as far as the most of one side reaches."""
LOOKS = {-1: "against", 0: "neutral", 1: "favour"}

Address = Callable[[Relation, int | None], str]


def draw_stances(
    rows: Iterable[Relation], names: Mapping[int, str], sources: Mapping[int, str], address: Address
) -> SafeString:
    """One `<tr>` a holder and target; own voice and speakers under heads of their own.

    `address` leads to the passages of a relation, in one outlet or in all.
    """
    listed = list(rows)
    largest = max((_reach(one.whole) for one in listed), default=1.0)
    drawn, before = [], None
    for one in listed:
        own = one.holder is None
        if own != before:
            words = "In the articles’ own voice" if own else "Speakers"
            wide = 3 + (len(sources) if len(sources) <= MOST_COLUMNS else 1)
            drawn.append(
                f'<tr class="voice"><th scope="rowgroup" colspan="{wide}">{words}</th></tr>'
            )
        before = own
        holder = "own voice" if one.holder is None else escape(names[one.holder])
        target = escape(names[one.target]) if one.target else "no target given"
        drawn.append(
            f'<tr><th scope="row"><bdi>{holder}</bdi></th>'
            f'<td class="title" data-name="Toward"><bdi>{target}</bdi></td>'
            f'<td data-name="All">{_bar(one, None, largest, address)}</td>'
            f"{_outlets(one, sources, largest, address)}</tr>"
        )
    return SafeString("".join(drawn))


def _outlets(one: Relation, sources: Mapping[int, str], largest: float, address: Address) -> str:
    if len(sources) <= MOST_COLUMNS:
        return "".join(
            f'<td data-name="{escape(name)}">{_bar(one, source, largest, address)}</td>'
            for source, name in sources.items()
        )
    parts = "".join(
        f"<div><dt><bdi>{escape(name)}</bdi></dt>"
        f"<dd>{_bar(one, source, largest, address)}</dd></div>"
        for source, name in sources.items()
        if source in one.outlets
    )
    return f'<td class="every"><dl class="outlets">{parts}</dl></td>'


def _bar(one: Relation, source: int | None, largest: float, address: Address) -> str:
    counts = one.whole if source is None else one.outlets.get(source)
    if not counts:
        return ""
    told = ", ".join(f"{counts[side]:,} {WORDS[side]}" for side in POLARITIES if counts[side])
    signs = "".join(
        f'<span class="{LOOKS[side]}">{sign}{counts[side]:,}</span>'
        for side, sign in ((-1, "−"), (0, "·"), (1, "+"))
        if counts[side]
    )
    return (
        f'<a class="bar-of" href="{escape(address(one, source))}" aria-label="{told}" '
        f'title="{told}">{_picture(counts, largest)}<span class="counts">{signs}</span></a>'
    )


def _reach(counts: Counter[int]) -> float:
    return max(counts[-1], counts[1]) + counts[0] / 2


def _picture(counts: Counter[int], largest: float) -> str:
    """Against to the left of the axis, in favour to the right, neutral astride it."""
    unit = HALF / largest
    astride = counts[0] * unit / 2
    parts = [
        ("against", HALF - astride - counts[-1] * unit, counts[-1] * unit, 4, 8),
        ("neutral", HALF - astride, 2 * astride, 6, 4),
        ("favour", HALF + astride, counts[1] * unit, 4, 8),
    ]
    drawn = "".join(
        f'<rect class="{look}" x="{x + 2:.1f}" y="{y}" width="{wide:.1f}" height="{high}"/>'
        for look, x, wide, y, high in parts
        if wide
    )
    return (
        f'<svg class="diverging" viewBox="0 0 {2 * HALF + 4} 16" width="{2 * HALF + 4}" height="16"'
        f' aria-hidden="true">{drawn}<path class="axis" d="M{HALF + 2} 1V15"/></svg>'
    )
