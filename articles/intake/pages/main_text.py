"""Choose which blocks of a page are the article (pure: no Django).

trafilatura says which blocks are main text, by what thousands of pages taught it; what they say is
written out from the page itself. What stands among them, and is no furniture, belongs to them.
"""

import copy
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from articles.intake.pages.blocks import PageBlock
from articles.intake.pages.elements import HEADINGS
from articles.intake.pages.furniture import FURNITURE, Roles, holds_the_article
from articles.intake.pages.headline import (
    headline_in,
    is_linked,
    labels_of_links,
    under_the_headline,
)
from articles.intake.pages.tree import parse
from articles.intake.regions import folded

LEAST_FOUND = 20  # letters of a block that is looked for inside of longer lines
LEAST_TEXT = 25  # letters of an article
LEAST_PARAGRAPH, LEAST_PROSE = 20, 120  # letters, where nothing says what is main
MOST_MISSED = 4  # times as much prose as was found is another article than that
_WITHIN_LINES = (
    *("abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
    *("kbd", "mark", "q", "ruby", "samp", "small", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
)
_BY_ITSELF = HEADINGS | {"table", "ul", "ol", "dl", "blockquote", "pre", "figure", "details", "p"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A block, its role in the article, and whether it is taken."""

    block: PageBlock
    role: str
    taken: bool


class PageArticle(NamedTuple):
    """All blocks of a page, those of the article taken, and the roles of its elements."""

    blocks: list[Chosen]
    roles: Roles


def choose(tree: Any, blocks: list[PageBlock], title: str) -> PageArticle:
    """Return the blocks with their roles, taken or left out; none taken where none is main.

    `title` is what the page calls itself, a line each, by which its headline is known.
    """
    keys = [_key(block.text) for block in blocks]
    found = _found_in(keys, _main_lines(tree))
    order = list(tree.iter())
    weights = _weights(order, blocks, keys, found)
    whole = sum(len(keys[at]) for at in found)
    main = _main_element(tree, weights, whole)
    prose = _weights(order, blocks, keys, _prose_in(blocks, keys))
    other = _by_markup(order, prose)
    if other is None and prose[tree] >= LEAST_PROSE:
        other = tree
    if other is not None and (main is None or MOST_MISSED * whole < prose[other]):
        main, weights, whole = other, prose, prose[other]
        found = set()
    if main is None:
        return PageArticle([Chosen(block, "", False) for block in blocks], Roles({}, 0))
    children = {each: child for child in main for each in child.iter()} | {main: None}
    if not found:
        found = {at for at, block in enumerate(blocks) if block.element in children}
    roles = Roles(weights, whole)
    given = [roles.of(block.element) for block in blocks]
    taken = {
        at
        for at in found
        if given[at] not in FURNITURE and (given[at] or not is_linked(blocks[at]))
    }
    taken |= set(_among(blocks, given, taken, main, children, weights))
    taken -= set(labels_of_links(blocks, taken))
    head = headline_in(blocks, keys, given, taken, [_key(line) for line in title.split("\n")])
    if head is not None:
        taken.add(head)
        taken -= {at for at in taken if at < head and blocks[at].element not in children}
        taken |= set(under_the_headline(blocks, given, head, taken))
        given[head] = "headline"
    taken = set(_once(blocks, keys, given, taken, children))
    if sum(len(keys[at]) for at in taken) < LEAST_TEXT:
        taken = set()
    return PageArticle([Chosen(b, given[at], at in taken) for at, b in enumerate(blocks)], roles)


def _key(text: str) -> str:
    return folded(unicodedata.normalize("NFKC", text))


def _main_lines(tree: Any) -> list[str]:
    """Return the lines that trafilatura takes for main text, folded."""
    from lxml import etree
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    bare = copy.deepcopy(tree)
    for struck in list(bare.iter("s", "del", "strike")):
        struck.drop_tree()
    # Its time grows with the square of these, and of the pieces of text that they leave.
    etree.strip_tags(bare, *_WITHIN_LINES)
    bare = parse(etree.tostring(bare, encoding="unicode", method="html"))
    try:
        told = bare_extraction(bare, with_metadata=False, include_comments=False)
    except Exception:  # a page can be broken in any way: the markup is asked then
        return []
    text = told.text if isinstance(told, Document) else ""
    return [key for line in (text or "").split("\n") if (key := _key(line))]


def _found_in(keys: list[str], lines: list[str]) -> set[int]:
    exact, whole = set(lines), "\n".join(lines)
    return {
        at
        for at, key in enumerate(keys)
        if key and (key in exact or (len(key) >= LEAST_FOUND and key in whole))
    }


def _weights(
    order: list[Any], blocks: list[PageBlock], keys: list[str], found: Iterable[int]
) -> Counter[Any]:
    """Return how many letters of the found blocks each element holds, itself or further in.

    `order` are all elements, those that hold others first.
    """
    weights: Counter[Any] = Counter()
    for at in found:
        weights[blocks[at].element] += len(keys[at])
    for element in reversed(order):
        parent = element.getparent()
        if weights[element] and parent is not None:
            weights[parent] += weights[element]
    return weights


def _main_element(tree: Any, weights: Counter[Any], whole: int) -> Any:
    """Return the innermost element that holds most of the text, or the article around it."""
    if whole < LEAST_TEXT:
        return None
    main = tree
    while True:
        inner = max(main, key=lambda child: weights.get(child, 0), default=None)
        if inner is None or 5 * weights.get(inner, 0) < 4 * whole:
            break
        main = inner
    around = [each for each in (main, *main.iterancestors()) if holds_the_article(each)]
    return around[0] if around else main


def _by_markup(order: list[Any], prose: Counter[Any]) -> Any:
    """Return the element that the markup calls the article, the one with most text, or None."""
    likely = [each for each in order if each.tag == "main" or holds_the_article(each)]
    best = max(likely, key=lambda each: prose[each], default=None)
    return best if best is not None and prose[best] >= LEAST_TEXT else None


def _prose_in(blocks: list[PageBlock], keys: list[str]) -> Iterable[int]:
    """Yield the blocks that are sentences rather than labels, by their length."""
    for at, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if len(key) >= LEAST_PARAGRAPH and block.element is not None and not is_linked(block):
            yield at


def _among(
    blocks: list[PageBlock],
    given: list[str],
    taken: set[int],
    main: Any,
    children: Mapping[Any, Any],
    weights: Counter[Any],
) -> Iterable[int]:
    """Yield what stands in the main element among its text and is neither furniture nor links.

    `children`: for each element in the main one the child of it that it stands in.
    """
    if not taken:
        return
    first, last = min(taken), max(taken)
    whole = holds_the_article(main)
    with_text = {children.get(blocks[at].element) for at in taken}
    parents = {_parent(blocks[at]) for at in taken}
    for at, block in enumerate(blocks):
        if at in taken or given[at] in FURNITURE or block.element not in children:
            continue
        child = children[block.element]
        beside = child is None or child in with_text or child.tag in _BY_ITSELF
        if given[at] in ("caption", "references"):
            yield at
            continue
        entry = child in with_text and 2 * weights[child] < weights[main]
        among = whole or entry or (beside and first < at < last) or _parent(block) in parents
        if among and not is_linked(block):
            yield at


def _parent(block: PageBlock) -> Any:
    """Return the element in which the one of a block stands."""
    return block.element if block.element is None else block.element.getparent()


def _once(
    blocks: list[PageBlock],
    keys: list[str],
    given: list[str],
    taken: set[int],
    children: Mapping[Any, Any],
) -> Iterable[int]:
    """Yield what is taken, without what is said again of the headline or outside of the text."""
    ruling = {keys[at] for at in taken if given[at] in ("headline", "standfirst")}
    seen: set[str] = set()
    for at in sorted(taken, key=lambda at: (given[at] != "headline", at)):
        again = keys[at] in seen
        if again and (keys[at] in ruling or blocks[at].element not in children):
            continue
        seen.add(keys[at])
        yield at
