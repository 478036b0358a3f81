"""What is found by what, for whom."""

import pytest

from annotator.search.access import reach_of
from annotator.search.finding import Asked, find
from annotator.search.query.syntax import read_query


def found(user, query: str, **asked) -> list[tuple[str, object]]:
    """The kinds and keys that somebody finds."""
    page = find(Asked(read_query(query), **asked), reach_of(user))
    return [(hit.kind, hit.annotation or hit.article or hit.entity or hit.question) for hit in page.hits]


def kinds(user, query: str, **asked) -> list[str]:
    return sorted(kind for kind, _ in found(user, query, **asked))


def test_walk(desk):
    from django.db import connection
    from annotator.search.models import SearchDocument
    print(SearchDocument.objects.count())
    for q in ['dam','"dam broke"','zebrastripe','giraffeneck','omar','water','value:>11km³','value:>11000000000m³','by:bo','source:harbour','said:omar','entity:"o reza"','question:volume','label:person','kind:note','story:dam','-dam','پائپ','brok*', '"the dam" -omar','dam -kind:article']:
        for u in (desk.ada, desk.bo, desk.cy, desk.di, desk.zed, desk.eve, desk.root):
            print(q, u.username, kinds(u,q))
    assert 0
