"""Set the lines of a document's pages as paragraphs (pure: no Django).

A page knows lines, a text paragraphs. What is doubtful stays as it is: a hyphen at a line's end is
left, unless the word stands elsewhere without one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from articles.intake.documents.contents import Contents

EDGE = 2
"""Lines at the head and at the foot of a page among which its furniture stands."""
LONGEST_FURNITURE = 120
LONGEST_WORD = 100
HYPHENS = frozenset("-\u2010\u00ad")
SHORT = 0.8
"""A line that has less than this share of the usual length ends its paragraph."""
_NUMBER = re.compile(
    r"\W*(?:(?:page|p|pg|seite|s|página|pagina|pág|стр|страница|sayfa|صفحہ|صفحة)\b\W*)?"
    r"([0-9]{1,4})(?:\W*(?:of|von|de|di|sur|из|/|\|)\W*[0-9]{1,4})?\W*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[•▪◦●‣∙*–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_FIRST = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
JOINED = "Line ends within paragraphs were joined by their look: compare it with the document."
ENDINGS = frozenset('.!?:…。！？؟۔”"»)')


class PageLines(NamedTuple):
    """A page's lines by what they are; `body` has an empty line where the page has a gap."""

    head: list[str]
    body: list[str]
    foot: list[str]


def set_paragraphs(pages: Sequence[Sequence[str]]) -> Contents:
    """Return the pages' lines as one text, a paragraph a line.

    A paragraph that goes on over the end of a page stays whole; foot and head come after it.
    """
    parted = list(part_furniture(pages))
    setting = Setting(parted)
    for page in parted:
        setting.add_page(page)
    setting.end_paragraph()
    furniture = tuple(dict.fromkeys(line for page in parted for line in (*page.head, *page.foot)))
    text = "\n".join(setting.blocks)
    return Contents(text, tuple(setting.starts), furniture, tuple(setting.notes(len(furniture))))


def part_furniture(pages: Sequence[Sequence[str]]) -> Iterable[PageLines]:
    """Yield each page's running head, body, and foot.

    Furniture is what stands at the same edge of a third of the pages, but for its digits; and the
    page's own number.
    """
    edges = [_edges(page) for page in pages]
    seen: Counter[tuple[str, str]] = Counter()
    for page, (head, foot) in zip(pages, edges, strict=True):
        seen.update({("head", _key(page[at])) for at in head})
        seen.update({("foot", _key(page[at])) for at in foot})
    enough = max(2, -(-len(pages) // 3))
    for number, (page, (head, foot)) in enumerate(zip(pages, edges, strict=True), 1):
        furniture = {
            at
            for side, places in (("head", head), ("foot", foot))
            for at in places
            if seen[side, _key(page[at])] >= enough or _is_number(page[at], number)
        }
        # From the outside in: what stands inside of the text's first line is text.
        above = list(takewhile(furniture.__contains__, head))
        below = list(takewhile(furniture.__contains__, foot))[::-1]
        yield PageLines(
            [page[at].strip() for at in above],
            [line for at, line in enumerate(page) if at not in above and at not in below],
            [page[at].strip() for at in below],
        )


def _edges(page: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the places of a page's first and of its last lines, each from the outside in."""
    written = [at for at, line in enumerate(page) if line.strip()]
    if len(written) <= EDGE:  # all of it is an edge: a page's only line is its text
        return [], []
    short = {at for at in written if len(page[at]) <= LONGEST_FURNITURE}
    head = [at for at in written[:EDGE] if at in short]
    return head, [at for at in written[: -EDGE - 1 : -1] if at in short and at not in head]


def _is_number(line: str, number: int) -> bool:
    """Return whether a line is the page's own number."""
    found = _NUMBER.fullmatch(line.strip())
    return found is not None and int(found[1]) == number


def _key(line: str) -> str:
    return re.sub("[0-9]+", "#", " ".join(line.casefold().split()))


class Setting:
    """The text while it is set: its finished blocks, where pages begin, the open paragraph."""

    def __init__(self, pages: Sequence[PageLines]) -> None:
        lines = [line.strip() for page in pages for line in page.body]
        self.blocks: list[str] = []
        self.starts: list[int] = []
        self._open: list[str] = []  # its lines, and what stands between them
        self._last = ""
        self._waiting: list[str] = []
        self._length = 0
        self._usual = usual_length(lines)
        self._words = Counter(word.casefold() for line in lines for word in _words_inside(line))
        self._joined = self._undivided = self._left = 0

    def add_page(self, page: PageLines) -> None:
        """Set a page behind the others."""
        first = next((line.strip() for line in page.body if line.strip()), "")
        goes_on = bool(self._open and first) and self._goes_on(first, over_page=True)
        if goes_on:
            self._waiting += page.head
        else:
            self.end_paragraph()
            self.starts.append(self._length)
            self._add_blocks(page.head)
        gap = False
        for line in map(str.strip, page.body):
            if not line:
                gap = True
                continue
            belongs = goes_on or (_is_middle(line) if gap else self._goes_on(line))
            if self._open and not belongs:
                self.end_paragraph()
            self._add(line)
            if goes_on:
                self.starts.append(self._length + sum(map(len, self._open[:-1])))
            goes_on = gap = False
        self._waiting += page.foot

    def end_paragraph(self) -> None:
        """End the open paragraph; what waited for its end comes behind it."""
        if self._open:
            self._add_blocks(["".join(self._open)])
        self._open, self._last = [], ""
        waiting, self._waiting = self._waiting, []
        self._add_blocks(waiting)

    def notes(self, furniture: int) -> Iterable[str]:
        """Yield what was done to the lines, in sentences."""
        if self._joined:
            yield JOINED
        if self._undivided:
            yield f"Divided at a line's end and made whole: {_words(self._undivided)}."
        if self._left:
            yield f"Divided at a line's end, with the hyphen left: {_words(self._left)}."
        if furniture:
            yield "Running heads and page numbers are marked as boilerplate."

    def _add_blocks(self, blocks: Iterable[str]) -> None:
        for block in blocks:
            self.blocks.append(block)
            self._length += len(block) + 1

    def _add(self, line: str) -> None:
        if self._open:
            self._join(line)
        self._open.append(line)
        self._last = line

    def _join(self, line: str) -> None:
        """Set what stands between the open paragraph and a line that goes on with it."""
        self._joined += 1
        divided = _divided_word(self._last)
        follows = _FIRST.match(line)
        if divided and follows and follows[0].islower():
            if self._is_sure(self._last[-1], divided, follows[0]):
                self._undivided += 1
                self._open[-1] = self._last[:-1]
            else:
                self._left += 1
        elif not (_HAN.match(self._last[-1]) and _HAN.match(line)):
            self._open.append(" ")

    def _is_sure(self, hyphen: str, first: str, second: str) -> bool:
        """Return whether a divided word is one word: it stands so elsewhere, and never parted."""
        if hyphen == "\u00ad":
            return True
        one = (first + second).casefold()
        return self._words[one] > 0 and not self._words[f"{first}-{second}".casefold()]

    def _goes_on(self, line: str, over_page: bool = False) -> bool:
        """Return whether a line belongs to the open paragraph."""
        if _ITEM.match(line):
            return False
        if _is_middle(line):
            return True
        if over_page and self._last[-1] in ENDINGS:
            return False  # at a page's end a full line may well be a last one
        return len(self._last) >= SHORT * self._usual


def usual_length(lines: Iterable[str]) -> int:
    """Return how long a full line is: the length that a fifth of the lines reach."""
    lengths = sorted(len(line) for line in lines if len(line) >= 20)
    return lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0


def _words(number: int) -> str:
    return "1 word" if number == 1 else f"{number:,} words"


def _is_middle(line: str) -> bool:
    """Return whether a line begins amid a sentence, with a small letter."""
    return line[:1].islower()


def _divided_word(line: str) -> str:
    """Return the letters before the hyphen with which a line ends, '' where it ends otherwise."""
    if line[-1:] not in HYPHENS:
        return ""
    last = line[-LONGEST_WORD:-1].split()[-1:]
    letters = _FIRST.match(last[0][::-1]) if last else None
    return letters[0][::-1] if letters else ""


def _words_inside(line: str) -> list[str]:
    """Return a line's words but the first and the last, which may be halves of a divided one."""
    words = [word.replace("\u2010", "-") for word in _WORD.findall(line)]
    return words[1 : -1 if _divided_word(line) else None] if words else []
