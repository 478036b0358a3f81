"""Whatever a format says that it keeps comes back from it equal, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats.format import Aspect, FormatProblem
from annotator.exchange.formats.losses import losses, sayable
from annotator.exchange.formats.registry import FORMATS
from tests.exchange.formats.documents import plain, portfolios, written

BOTH_WAYS = [one for one in FORMATS if one.read and one.write and not one.settled]


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
@given(data=st.data())
def test_what_is_kept_comes_back(one, data):
    documents = data.draw(portfolios())
    found = list(one.read(f"file{one.ending}", written(one, documents)))
    assert not [item for item in found if isinstance(item, FormatProblem)]
    back = {document.text: document for document in found if hasattr(document, "text")}
    for document in documents:
        if document.text in back and sum(d.text == document.text for d in documents) == 1:
            assert plain(back[document.text]) == plain(sayable(one, document))
        else:
            # A format without documents that nobody marked: there must have been nothing to keep.
            assert not sayable(one, document).marks or document.text in back


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
@given(documents=portfolios())
def test_what_is_lost_is_told(one, documents):
    told = {loss.aspect: loss.number for loss in losses(one, documents)}
    assert set(told) <= set(one.loses)
    dropped = sum(len(d.marks) - len(sayable(one, d).marks) for d in documents)
    of_marks = (
        Aspect.SPANS,
        Aspect.OVERLAPS,
        Aspect.KIND_OVERLAPS,
        Aspect.INSIDE_WORDS,
        Aspect.BLANK_EDGES,
        Aspect.DOCUMENT_LABELS,
        Aspect.PARTS,
    )
    assert dropped <= sum(told.get(aspect, 0) for aspect in of_marks)
    changed = any(plain(document) != plain(sayable(one, document)) for document in documents)
    assert not changed or told


@pytest.mark.parametrize(
    "one", [one for one in FORMATS if one.recognises], ids=lambda one: one.name
)
def test_its_own_files_are_recognised_and_no_others(one):
    for other in BOTH_WAYS:
        name = f"file{other.ending}"
        assert one.recognises(name, written(other, [])) in (False, one is other)
