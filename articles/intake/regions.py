"""Propose which parts of an article are not its body, from the look of its text (pure: no Django).

What is doubtful stays body: a proposal that is likely to be wrong is not made. The work grows with
the length of the text alone: patterns are tried on short blocks, sentences are looked up.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from articles.intake import region_words as words
from articles.parts import Part
from articles.text import Block, blocks

_NOT_LETTERS = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<![.!?…。！？؟۔])[.!?…。！？؟۔]++[”’\"')\]»]*+(?:\s++|$)")
LONGEST_LINE = 300
"""Code points: a longer block is no line of a page's furniture."""
LONGEST_CAPTIONS = 1500
LONGEST_ENTRY = 500
SHORTEST_REPEATED = 40
"""Letters and digits: what is shorter may well be said twice."""
TOP = 6
"""Blocks at the head of an article among which its byline stands."""


def folded(text: str) -> str:
    """Return the letters and digits of a text, in small: what is compared as the same words."""
    return _NOT_LETTERS.sub("", text.casefold())


def propose_regions(
    text: str, title: str = "", byline: str = "", markup: Mapping[str, str] | None = None
) -> list[Part]:
    """Return the parts of the canonical text that are likely no body, in order, none overlapping.

    `markup` says by the folded text of a block which role the page's own markup gives it.
    """
    lines = [block for block in blocks(text) if block.text.strip()]
    roles: dict[int, list[Part]] = {}
    for at, part in _references(lines):
        roles.setdefault(at, []).append(part)
    said = _trusted(lines, markup or {})
    captions: set[str] = set()
    for at, block in enumerate(lines):
        if at in roles:
            continue
        role = said.get(folded(block.text), "") or _role(lines, at, title, byline, captions)
        if role == "caption":
            captions.add(folded(words.CREDIT.sub("", block.text)))
        found = [_whole(block, role)] if role else list(_captions(lines, at, captions))
        if found:
            roles[at] = found
    _add_standfirst(lines, roles)
    _add_repeated(lines, roles)
    return join_parts([part for at in sorted(roles) for part in roles[at]], text)


def _trusted(lines: list[Block], markup: Mapping[str, str]) -> Mapping[str, str]:
    """Return what the markup says, nothing where it would set half of the text apart.

    Some pages give their whole article a class such as “share”.
    """
    if not markup:
        return markup
    apart = sum(len(line.text) for line in lines if folded(line.text) in markup)
    return markup if 2 * apart < sum(len(line.text) for line in lines) else {}


def _whole(block: Block, role: str) -> Part:
    """Return the block without the space at its ends as a part."""
    lead = len(block.text) - len(block.text.lstrip())
    return Part(block.start + lead, block.start + len(block.text.rstrip()), role)


def _role(lines: list[Block], at: int, title: str, byline: str, captions: set[str]) -> str:
    """Return the role of a block that is of one role by itself, '' where it is not."""
    line = " ".join(lines[at].text.split()) if len(lines[at].text) <= 2 * LONGEST_LINE else ""
    if not line or len(line) > LONGEST_LINE:
        return ""
    if at == 0 and _is_title(line, title):
        return "headline"
    if at < TOP and _is_byline(line, byline):
        return "byline"
    if words.ADDRESSES.match(line) or _is_link(line):
        return "link"
    if words.BOILERPLATE.match(line) or words.SHARING.match(line):
        return "boilerplate"
    if words.PICTURE.match(line):
        key = folded(line)
        return "repeated" if key in captions else "caption"
    behind = words.CREDIT_BEHIND.search(line)
    if behind and behind.start() > 20 and at + 1 < len(lines) and _sentences_in(line) <= 2:
        key = folded(line[: behind.start()])
        if key in captions:
            return "repeated"
        captions.add(key)
        return "caption"
    return ""


def _is_title(line: str, title: str) -> bool:
    """Return whether a line is the title, or the title at greater length."""
    wanted, got = folded(title), folded(line)
    if not wanted or not got.startswith(wanted):
        return False
    # “PM visits Moscow” begins many a sentence, which ends with a stop; a headline does not.
    return got == wanted or (len(wanted) >= 20 and line[-1] not in '.!”"…۔。')


def _is_byline(line: str, byline: str) -> bool:
    wanted, got = folded(byline), folded(line)
    if wanted and got in (wanted, f"by{wanted}"):
        return True
    if len(line) > 120:
        return False
    return any(form.fullmatch(line) for form in (words.WRITTEN_BY, words.DESK, words.DATED))


def _is_link(line: str) -> bool:
    if words.LINK.match(line):
        return _sentences_in(line) <= 2
    return bool(words.MORE.match(line)) and _sentences_in(line) == 1 and line[-1] not in ".!۔"


def _sentences_in(line: str) -> int:
    """Return how many sentences a line has, counting at least one."""
    return max(1, sum(1 for _ in _sentences(Block(0, line))))


def _captions(lines: list[Block], at: int, captions: set[str]) -> Iterator[Part]:
    """Yield the captions of a block that is nothing but captions, each with who took the picture.

    What is the same as a caption before it is repeated; so is the next block without the credit.
    """
    block = lines[at]
    if len(block.text) > LONGEST_CAPTIONS:
        return
    text = block.text.rstrip()
    ends = [found.end() for found in words.CREDIT.finditer(text)]
    if not ends or ends[-1] != len(text):
        beside = at > 0 and folded(text) in captions
        if beside and words.CREDIT.search(lines[at - 1].text[-LONGEST_LINE:]):
            yield _whole(block, "repeated")
        return
    starts = [0, *ends[:-1]]
    told = [text[low:high] for low, high in zip(starts, ends, strict=True)]
    bare = all(_bare_agency(one) for one in told)
    # “(AFP)” behind an article's last words says who wrote it, behind a long text nothing.
    if any(len(one) > 2 * LONGEST_LINE for one in told) or (bare and at + 1 == len(lines)):
        return
    if bare and (len(text) > LONGEST_LINE or _sentences_in(text) > 2):
        return
    for low, one in zip(starts, told, strict=True):
        key = folded(words.CREDIT.sub("", one))
        role = "repeated" if key and key in captions else "caption"
        captions.add(key)
        yield _whole(Block(block.start + low, one), role)


def _bare_agency(caption: str) -> bool:
    """Return whether its credit names an agency and no word such as “photo”."""
    credit = [found[0] for found in words.CREDIT.finditer(caption)][-1]
    return not re.search(r"[:]|photo|credit|image|picture|courtesy", credit, re.IGNORECASE)


def _references(lines: list[Block]) -> Iterator[tuple[int, Part]]:
    """Yield each line of a list of references with its index: under a heading, or three titles."""
    at = 0
    while at < len(lines):
        line = lines[at].text.strip()
        headed = len(line) <= 40 and words.LISTED.fullmatch(line) is not None
        form = words.CITED if headed else words.TITLED
        last = at if headed else at - 1
        while last + 1 < len(lines) and _is_entry(lines[last + 1], form):
            last += 1
        entries = last - at if headed else last - at + 1
        if entries >= (1 if headed and last + 1 == len(lines) else 2 if headed else 3):
            for index in range(at, last + 1):
                yield index, _whole(lines[index], "references")
        at = max(last, at) + 1


def _is_entry(block: Block, form: "re.Pattern[str]") -> bool:
    text = block.text.strip()
    return len(text) <= LONGEST_ENTRY and form.search(text) is not None


def _add_standfirst(lines: list[Block], roles: dict[int, list[Part]]) -> None:
    """Add the line under the headline, if it is one without a stop and what follows is text."""
    if len(lines) < 3 or not _is(roles, 0, "headline") or 1 in roles:
        return
    line = lines[1].text.strip()
    follows = next((b.text for at, b in enumerate(lines[2:], 2) if at not in roles), "")
    if (
        40 <= len(line) <= LONGEST_LINE
        and line[-1] not in '.!?:…۔。”"'
        and len(follows) > len(line)
    ):
        roles[1] = [_whole(lines[1], "standfirst")]


def _is(roles: Mapping[int, list[Part]], at: int, role: str) -> bool:
    return [part.role for part in roles.get(at, [])] == [role]


def _add_repeated(lines: list[Block], roles: dict[int, list[Part]]) -> None:
    """Add the sentences of the body that stand in the body before them."""
    seen: set[str] = set()
    for at, block in enumerate(lines):
        if at in roles:
            continue
        again = []
        for sentence in _sentences(block):
            key = folded(sentence.text)
            if len(key) < SHORTEST_REPEATED:
                continue
            if key in seen:
                again.append(_whole(sentence, "repeated"))
            seen.add(key)
        if again:
            roles[at] = again


def _sentences(block: Block) -> Iterator[Block]:
    start = 0
    for found in _SENTENCE_END.finditer(block.text):
        yield Block(block.start + start, block.text[start : found.end()])
        start = found.end()
    if block.text[start:].strip():
        yield Block(block.start + start, block.text[start:])


def join_parts(parts: list[Part], text: str) -> list[Part]:
    """Join neighbours of a role between which nothing but space stands: a list, two sentences."""
    joined: list[Part] = []
    for role, run in groupby(parts, key=lambda part: part.role):
        for part in run:
            last = joined[-1] if joined else None
            one = last and last.role == role and role in ("references", "repeated")
            if last and one and not text[last.end : part.start].strip():
                joined[-1] = Part(last.start, part.end, role)
            else:
                joined.append(part)
    return joined
