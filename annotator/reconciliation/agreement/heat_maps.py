"""Draw the heat map of pairs and the confusion matrix as tables: every value escaped, no database.

Colour stands in classes, in five steps, and only repeats the number in the cell.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString

from annotator.reconciliation.agreement.charts import three_decimals
from annotator.reconciliation.agreement.statistics.confusion import MISSED, Cell
from annotator.reconciliation.agreement.statistics.figures import Figure, Pair
from annotator.reconciliation.agreement.statistics.meanings import MEANINGS

STEPS = (0.2, 0.4, 0.6, 0.8)
SHARES = (0.02, 0.1, 0.25, 0.5)


def shade(value: float, steps: Sequence[float]) -> int:
    """Return in which of the steps the value lies, from 0."""
    return sum(value >= one for one in steps)


def draw_heat(
    pairs: Mapping[Pair, Mapping[str, Figure]],
    people: Mapping[int, str],
    address: Callable[[Pair], str],
    below: str,
) -> SafeString:
    """Draw annotators by annotators: exact F1 above the diagonal, the figure `below` below it."""
    names = sorted({one for pair in pairs for one in pair}, key=lambda one: people[one])
    heads = "".join(f'<th scope="col"><bdi>{escape(people[one])}</bdi></th>' for one in names)
    rows = []
    for i, one in enumerate(names):
        cells = []
        for j, two in enumerate(names):
            pair = min(one, two), max(one, two)
            if i == j:
                cells.append('<td class="self" aria-label="the same person"></td>')
            elif pair not in pairs:
                cells.append('<td class="never" title="no article in common">–</td>')
            else:
                name = "exact" if i < j else below
                cells.append(_heat(pairs[pair][name], name, address(pair)))
        head = f'<th scope="row"><bdi>{escape(people[one])}</bdi></th>'
        rows.append(f"<tr>{head}{''.join(cells)}</tr>")
    return SafeString(
        f'<table class="matrix heat"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _heat(figure: Figure, name: str, address: str) -> str:
    said = MEANINGS[name].name
    if figure.value is None:
        because = escape(figure.because)
        return (
            f'<td class="never" title="{said}: undefined, because {because}">'
            f'<a href="{escape(address)}">undefined<span class="unseen">, because {because}'
            "</span></a></td>"
        )
    return (
        f'<td class="heat-{shade(figure.value, STEPS)}" title="{said}, {figure.n:,} {figure.of}">'
        f'<a href="{escape(address)}">{three_decimals(figure.value)}</a></td>'
    )


def draw_confusion(
    cells: Mapping[Cell, int],
    labels: Mapping[str, str],
    address: Callable[[Cell], str],
    pair: tuple[str, str] | None,
) -> SafeString:
    """Draw labels by labels, the last for what was missed; a cell opens its passages.

    With a pair of names the first one's labels are the rows. Without, rows and columns are labels
    of any two, and each two labels have one cell.
    """
    order = {name: at for at, name in enumerate([*labels, MISSED])}
    place = cells
    if pair is None:
        place = {}
        for (one, two), count in cells.items():
            # the later one in the palette names the row: a triangle, with what was missed below
            later, sooner = sorted((one, two), key=lambda name: order[name], reverse=True)
            place[later, sooner] = place.get((later, sooner), 0) + count
    rows = sorted({one for one, _ in place}, key=lambda name: order[name])
    columns = sorted({two for _, two in place}, key=lambda name: order[name])
    names = {**labels, MISSED: "missed"}
    heads = "".join(f'<th scope="col">{escape(names[two])}</th>' for two in columns)
    body = []
    for one in rows:
        total = sum(place.get((one, two), 0) for two in columns)
        drawn = "".join(
            _confused(place.get((one, two), 0), total, (one, two), names, address)
            for two in columns
        )
        body.append(f'<tr><th scope="row">{escape(names[one])}</th>{drawn}</tr>')
    corner = ""
    if pair:
        corner = f"<bdi>{escape(pair[0])}</bdi> ↓ <bdi>{escape(pair[1])}</bdi> →"
    return SafeString(
        f'<table class="matrix confusion"><thead><tr><td>{corner}</td>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _confused(
    count: int, total: int, cell: Cell, names: Mapping[str, str], address: Callable[[Cell], str]
) -> str:
    if not count:
        return "<td></td>"
    one, two = cell
    look = "same" if one == two else "other"
    said = escape(f"{names[one]}, {names[two]}: {count:,} passages" if count > 1
                  else f"{names[one]}, {names[two]}: 1 passage")  # fmt: skip
    return (
        f'<td class="{look}-{shade(count / total, SHARES)}">'
        f'<a href="{escape(address(cell))}" aria-label="{said}">{count:,}</a></td>'
    )
