"""Saved pages of made-up news sites, in thirteen languages, with what of each is the article."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
MEANT = " ⇒ "
FURNITURE = (
    *("menu", "related", "teaser", "comment", "commenter", "cookie", "newsletter", "paywall"),
    *("copyright", "bio"),
)


@dataclass(frozen=True)
class Told:
    """What is told in one language, by what each line of it is: its HTML, and its text as read."""

    language: str
    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def html(self, kind: str, at: int = 0) -> str:
        """Return one line as it stands in a page."""
        return self.lines[kind][at][0]

    def all_html(self, kind: str) -> list[str]:
        """Return the lines of a kind as they stand in a page."""
        return [html for html, _ in self.lines[kind]]

    def texts(self, *kinds: str) -> Iterator[str]:
        """Yield the lines of some kinds as a reader sees them."""
        for kind in kinds:
            yield from (text for _, text in self.lines[kind])


def told(language: str) -> Told:
    """Return what is told in a language."""
    found = Told(language)
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        kind, _, written = line.partition(": ")
        html, _, text = written.partition(MEANT)
        if kind == "row":
            html, text = written, "\t".join(cell.strip() for cell in written.split("|"))
        found.lines.setdefault(kind, []).append((html, text or html))
    return found


def languages() -> list[str]:
    """Return the languages in which there is something told."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))
