"""Find which of a story's articles a row means, by the hash of its text, by name or by number."""

from typing import NamedTuple

from annotator.exchange.imports.read_csv import CsvRow, Wrong
from annotator.text import not_this, plain_number


class Outline(NamedTuple):
    """An article without its text."""

    pk: int
    source: str
    title: str
    sha256: str


def chosen_article(row: CsvRow, outlines: list[Outline]) -> int:
    """Return the key of the one article that the row names. Raises Wrong for none or several."""
    story, sha, source, title = (
        row[name] for name in ("story", "text_sha256", "source", "article_title")
    )
    number = plain_number(row["article_id"], 18)
    if sha:
        found = [outline for outline in outlines if outline.sha256 == sha.lower()]
        if not found:
            raise Wrong(
                f"“{story}” has no article with this text (text_sha256 {sha[:12]}…). Import "
                "the article first: its text must be the same to the last character."
            )
    elif source and title:
        found = [outline for outline in outlines if outline.title == title]
    elif number is not None:
        found = [outline for outline in outlines if outline.pk == number]
        if found and title and found[0].title != title:
            raise Wrong(f"Article {number} is {not_this(found[0].title, title)}.")
    else:
        raise Wrong("Name the article: article_id, or text_sha256, or source and article_title.")
    of_source = [outline for outline in found if source in ("", outline.source)]
    if found and not of_source:
        raise Wrong(f"This article is from {not_this(found[0].source, source)}.")
    if not of_source:
        raise Wrong(f"“{story}” has no article {title or number}: import it first.")
    for narrower in (
        [outline for outline in of_source if outline.title == title],
        [outline for outline in of_source if outline.pk == number],
    ):
        if len(of_source) > 1 and narrower:
            of_source = narrower
    if len(of_source) > 1:
        raise Wrong("Several articles are meant by this row: give text_sha256 or article_id.")
    return of_source[0].pk
