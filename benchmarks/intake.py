"""How faithfully saved pages are read: python -m benchmarks --only intake.

Thirty pages of made-up sites are read as the import reads them, and by trafilatura alone. Printed
are, of the passages that are wanted, those missing and those that are no line by themselves, and
of the unwanted ones those that came along.
"""

import sys
from collections.abc import Callable
from typing import NamedTuple

import django

django.setup()

from trafilatura import extract  # noqa: E402

from articles.intake.webpages import NoArticle, read_page  # noqa: E402
from benchmarks.pages import languages, told  # noqa: E402
from benchmarks.pages.sites import SitePage, pages  # noqa: E402

Reader = Callable[[str], str]


class Faithfulness(NamedTuple):
    """What came of the passages of some pages, and the places where it went wrong."""

    wanted: int
    missing: list[str]
    no_lines: list[str]
    unwanted: int
    kept: list[str]

    def told(self) -> str:
        """Return the shares in words."""
        return (
            f"{_share(self.missing, self.wanted)} of {self.wanted} wanted passages missing, "
            f"{_share(self.no_lines, self.wanted)} no line by themselves, "
            f"{_share(self.kept, self.unwanted)} of {self.unwanted} unwanted ones kept"
        )


def _share(found: list[str], of: int) -> str:
    return f"{100 * len(found) / (of or 1):.1f} %"


def faithfulness(of: list[SitePage], read: Reader) -> Faithfulness:
    """Return what a reader makes of the pages."""
    result = Faithfulness(0, [], [], 0, [])
    for page in of:
        text = read(page.html)
        lines = set(text.split("\n"))
        flat = " ".join(text.split())
        result.missing.extend(
            f"{page.name}: {each}" for each in page.wanted if " ".join(each.split()) not in flat
        )
        result.no_lines.extend(f"{page.name}: {each}" for each in page.wanted if each not in lines)
        result.kept.extend(f"{page.name}: {each}" for each in page.unwanted if each in flat)
        result = result._replace(
            wanted=result.wanted + len(page.wanted), unwanted=result.unwanted + len(page.unwanted)
        )
    return result


def as_imported(html: str) -> str:
    """Return the text of a page as the import would store it."""
    try:
        return read_page(html.encode()).text
    except NoArticle:
        return ""


def by_trafilatura(html: str) -> str:
    """Return the text of a page as trafilatura alone gives it."""
    return extract(html, include_comments=False) or ""


def main(misses: bool) -> None:
    read = pages(languages(), told)
    print(f"{len(read)} pages in {len(languages())} languages")
    for name, reader in (("as imported", as_imported), ("trafilatura alone", by_trafilatura)):
        found = faithfulness(read, reader)
        print(f"  {name:18} {found.told()}")
        for what in ("missing", "no_lines", "kept") if misses else ():
            for each in getattr(found, what):
                print(f"    {what:8} {each}")


if __name__ == "__main__":
    main("--misses" in sys.argv)
