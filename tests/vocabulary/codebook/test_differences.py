"""What changed between two codebooks, word by word."""

from annotator.vocabulary.codebook.differences import WordsState, codebook_difference
from annotator.vocabulary.codebook.texts import CodebookText, LabelText


def book(number: int, *labels: LabelText, **more) -> CodebookText:
    return CodebookText(number, {one.slug: one for one in labels}, **more)


def test_words_that_came_and_went():
    old = book(1, LabelText("claim-a", "A", None, "How much it is."))
    new = book(
        2, LabelText("claim-a", "A", None, "How many it is."), LabelText("claim-b", "B", None, "New."),
        guidelines="Read all.",
    )  # fmt: skip
    found = codebook_difference(old, new)
    first, added = found.labels
    assert [(text.name, text.runs) for text in first.texts] == [
        ("definition", ((WordsState.SAME, "How "), (WordsState.GONE, "much"), (WordsState.NEW, "many"), (WordsState.SAME, " it is."))),
    ]  # fmt: skip
    assert (first.is_added, added.is_added) == (False, True)
    assert found.guidelines == ((WordsState.NEW, "Read all."),)


def test_nothing_changed():
    label = LabelText("claim-a", "A", None, "One.")
    assert not codebook_difference(book(1, label), book(2, label))
