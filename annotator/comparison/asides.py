"""What stands in an article and never counts as the article's own: where, and by which role.

A headline counts; captions, references, links, boilerplate and repeated sentences do not. A span
stands in a part where more than half of it does.
"""

from collections.abc import Iterable, Mapping, Sequence

from articles.models import Region
from articles.parts import ASIDES, Part, role_of


def regions_of(articles: Iterable[int]) -> Mapping[int, list[Part]]:
    """Return the parts of these articles that have a role, by the article's key. One statement.

    They stand in the order of the text; an article without any is not named.
    """
    found: dict[int, list[Part]] = {}
    rows = Region.objects.filter(article__in=list(articles)).order_by("article_id", "start")
    for article, start, end, role in rows.values_list("article_id", "start", "end", "role"):
        found.setdefault(article, []).append(Part(start, end, role))
    return found


def aside_role(regions: Sequence[Part], start: int, end: int) -> str:
    """Return the role that keeps a span from counting, '' where it counts.

    `regions` are those of its article, in the order of the text.
    """
    role = role_of(regions, start, end)
    return role if role in ASIDES else ""
