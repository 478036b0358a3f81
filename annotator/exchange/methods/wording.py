"""Say in sentences and tables what was counted, and what is not known and why (pure: no Django)."""

from collections.abc import Iterator, Mapping
from datetime import date

from annotator.exchange.methods.agreement_wording import agreement_blocks
from annotator.exchange.methods.blocks import (
    HeadingBlock,
    ListBlock,
    MethodsBlock,
    MethodsDocument,
    ParagraphBlock,
    TableBlock,
    number,
)
from annotator.exchange.methods.facts import (
    BookFacts,
    CorpusFacts,
    MethodsFacts,
    ReadingFacts,
)
from annotator.exchange.methods.settling_wording import settling_blocks

UNKNOWN_GUIDELINES = (
    "When the story's guidelines were changed is not known, because the desk keeps the wording of "
    "today alone."
)


def methods_document(facts: MethodsFacts) -> MethodsDocument:
    """Return the appendix."""
    return MethodsDocument(f"Methods: {facts.story}", [*_blocks(facts)])


def _blocks(facts: MethodsFacts) -> Iterator[MethodsBlock]:
    made = f"Made on {day(facts.day)} with Annotator {facts.release or 'of an unknown release'}."
    if facts.left_out:
        made += (
            f" Nothing is told of {number(facts.left_out, 'article')} that whoever made this "
            "appendix has still to read."
        )
    yield ParagraphBlock(made)
    yield HeadingBlock("Articles")
    yield from _corpus(facts.corpus)
    yield HeadingBlock("Readers")
    yield from _readers(facts.reading)
    yield HeadingBlock("Guidelines and codebook")
    yield from _book(facts.book)
    yield HeadingBlock("Agreement")
    yield from agreement_blocks(facts.agreement)
    yield HeadingBlock("Adjudication")
    yield from settling_blocks(facts.settling)
    if facts.leads:
        became = ", ".join(f"{count:,} {state}" for state, count in facts.leads.items())
        came = number(sum(facts.leads.values()), "contradiction")
        yield ParagraphBlock(
            f"Machines asserted {came}: in no figure. What people found of them: {became}."
        )
    yield HeadingBlock("Left out")
    yield ListBlock(tuple(_left_out(facts)))


def day(at: date) -> str:
    """Write a day: “30 November 2026”."""
    return f"{at.day} {at:%B %Y}"


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "not known"
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _corpus(corpus: CorpusFacts) -> Iterator[MethodsBlock]:
    if not corpus.articles:
        yield ParagraphBlock("There are no articles.")
        return
    days = [one.first for one in corpus.sources if one.first]
    last = [one.last for one in corpus.sources if one.last]
    said = (
        f"{number(corpus.articles, 'article')} of {number(len(corpus.sources), 'source')}, "
        f"{number(corpus.words, 'word')} in all"
    )
    if days and last:
        said += f", published {_span(min(days), max(last))}"
    said += "."
    if corpus.undated:
        which = number(corpus.undated, "article")
        said += f" The day of {which} is not known, because nothing says it."
    yield ParagraphBlock(said)
    rows = [(one.name, f"{one.articles:,}", _span(one.first, one.last)) for one in corpus.sources]
    yield TableBlock("Articles by source", ("Source", "Articles", "Published"), tuple(rows))
    yield ParagraphBlock(_languages(corpus.languages))
    if corpus.corrected:
        became = ", ".join(f"{word} {count:,}" for word, count in corpus.places.items())
        waiting = number(corpus.waiting, "highlight waits", "highlights wait")
        yield ParagraphBlock(
            f"{number(corpus.corrections, 'corrected text')} of "
            f"{number(corpus.corrected, 'article')} came in. What became of the highlights, "
            f"counted at each correction: {became}. {waiting} for somebody to look at them."
        )
    else:
        yield ParagraphBlock("No corrected text of an article came in.")
    if corpus.taken_down:
        yield ParagraphBlock(
            f"{number(corpus.taken_down, 'article was', 'articles were')} taken down since and "
            "erased with what was marked in them: no figure counts them."
        )


def _languages(languages: Mapping[str, int]) -> str:
    told = [f"{tag} ({count:,})" for tag, count in languages.items() if tag]
    said = f"Languages, by tag: {', '.join(told)}." if told else ""
    if unknown := languages.get(""):
        which = number(unknown, "article")
        said += f" The language of {which} is not known, because nothing says it."
    return said.strip()


def _readers(reading: ReadingFacts) -> Iterator[MethodsBlock]:
    masked = ", nor from which source it comes" if reading.sources_hidden else ""
    yield ParagraphBlock(
        f"Each article is to have {number(reading.wanted, 'reader')}. Until they submit an "
        f"article, readers see nobody else's marks of it{masked}."
    )
    if not reading.readers:
        yield ParagraphBlock("Nobody was asked to read.")
        return
    yield TableBlock(
        "What each person read",
        ("Reader", "Submitted", "Highlights", "Article labels", "Open", "Handed back", "Withdrawn"),
        tuple(
            (
                one.name, f"{one.submitted:,}", f"{one.highlights:,}", f"{one.article_labels:,}",
                f"{one.open:,}", f"{one.handed_back:,}", f"{one.withdrawn:,}",
            )
            for one in reading.readers
        ),
    )  # fmt: skip
    rows = tuple(
        (number(count, "reader") if count else "nobody", f"{articles:,}")
        for count, articles in reading.by_readings.items()
    )
    yield TableBlock("Articles by how many have submitted them", ("Read by", "Articles"), rows)


def _book(book: BookFacts) -> Iterator[MethodsBlock]:
    labels = ", ".join(number(count, f"{kind} label") for kind, count in book.labels.items())
    yield ParagraphBlock(
        f"The codebook has {labels or 'no labels'}; edition {book.current} counts. Its guidelines "
        f"have {number(book.desk_guidelines, 'word')}, those of the story "
        f"{number(book.story_guidelines, 'word')}. {UNKNOWN_GUIDELINES}"
    )
    if book.editions:
        yield TableBlock(
            "Annotations by the edition of the codebook under which somebody last judged them",
            ("Edition", "Published", "In readings", "Settled"),
            tuple(
                (
                    str(one.number),
                    one.published.isoformat() if one.published else "with the desk",
                    f"{one.readings:,}", f"{one.gold:,}",
                )
                for one in book.editions
            ),
        )  # fmt: skip
        notes = [f"Edition {one.number}: {one.note}" for one in book.editions if one.note]
        if notes:
            yield ListBlock(tuple(notes))
    if book.behind:
        yield ParagraphBlock(
            f"Of {number(book.behind, 'annotation')} the label has changed its meaning since, and "
            "nobody has looked again."
        )
    else:
        yield ParagraphBlock("Every annotation was judged by what its label means today.")


def _left_out(facts: MethodsFacts) -> Iterator[str]:
    reading, corpus = facts.reading, facts.corpus
    unread, once = reading.by_readings.get(0, 0), reading.by_readings.get(1, 0)
    yield f"{number(unread, 'article')} that nobody has submitted."
    yield f"{number(once, 'article')} that one person alone has submitted: not in the agreement."
    handed = sum(one.handed_back for one in reading.readers)
    withdrawn = sum(one.withdrawn for one in reading.readers)
    yield (
        f"{number(handed, 'reading')} handed back and {withdrawn:,} withdrawn, with "
        f"{number(reading.ended_highlights, 'annotation')} that are kept and never counted."
    )
    yield (
        f"{number(sum(one.open for one in reading.readers), 'reading')} not submitted yet, with "
        f"{number(reading.open_highlights, 'annotation')}."
    )
    parts = ", ".join(f"{role} ({count:,})" for role, count in corpus.asides.items())
    inside = sum(reading.aside_highlights.values())
    yield (
        "What stands in parts of the pages that are not the article's own: "
        f"{parts or 'no such part'}; {number(inside, 'highlight')} in readings."
    )
