"""Draw the heat map of pairs and the confusion matrix as tables: no template, no database.

Colour stands in classes, in five steps, and only repeats the number in the cell.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join
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
    heads = join(fill('<th scope="col"><bdi>{}</bdi></th>', people[one]) for one in names)
    rows = []
    for i, one in enumerate(names):
        cells = []
        for j, two in enumerate(names):
            pair = min(one, two), max(one, two)
            if i == j:
                cells.append(fill('<td class="self" aria-label="the same person"></td>'))
            elif pair not in pairs:
                cells.append(fill('<td class="never" title="no article in common">–</td>'))
            else:
                name = "exact" if i < j else below
                cells.append(_heat(pairs[pair][name], name, address(pair)))
        rows.append(fill('<tr><th scope="row"><bdi>{}</bdi></th>{}</tr>', people[one], join(cells)))
    return fill(
        '<table class="matrix heat"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>',
        heads, join(rows),
    )  # fmt: skip


def _heat(figure: Figure, name: str, address: str) -> SafeString:
    said = MEANINGS[name].name
    if figure.value is None:
        return fill(
            '<td class="never" title="{}: undefined, because {}">'
            '<a href="{}">undefined<span class="unseen">, because {}</span></a></td>',
            said, figure.because, address, figure.because,
        )  # fmt: skip
    return fill(
        '<td class="heat-{}" title="{}, {:,} {}"><a href="{}">{}</a></td>',
        shade(figure.value, STEPS), said, figure.n, figure.of, address,
        three_decimals(figure.value),
    )  # fmt: skip


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
    heads = join(fill('<th scope="col">{}</th>', names[two]) for two in columns)
    body = []
    for one in rows:
        total = sum(place.get((one, two), 0) for two in columns)
        drawn = join(
            _confused(place.get((one, two), 0), total, (one, two), names, address)
            for two in columns
        )
        body.append(fill('<tr><th scope="row">{}</th>{}</tr>', names[one], drawn))
    corner = fill("<bdi>{}</bdi> ↓ <bdi>{}</bdi> →", *pair) if pair else EMPTY
    return fill(
        '<table class="matrix confusion"><thead><tr><td>{}</td>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        corner, heads, join(body),
    )  # fmt: skip


def _confused(
    count: int, total: int, cell: Cell, names: Mapping[str, str], address: Callable[[Cell], str]
) -> SafeString:
    if not count:
        return fill("<td></td>")
    one, two = cell
    look = "same" if one == two else "other"
    passages = f"{count:,} passages" if count > 1 else "1 passage"
    return fill(
        '<td class="{}-{}"><a href="{}" aria-label="{}, {}: {}">{:,}</a></td>',
        look, shade(count / total, SHARES), address(cell), names[one], names[two], passages, count,
    )  # fmt: skip
