"""Names as a text writes them, and whom of the registry they mean (pure: no Django).

A surname means the last full name before it that ends so; a title alone means its one holder.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.annotations.proposals.words.word_forms import listed
from annotator.text import fold

LONGEST = 200_000
"""Code points of a text in which full names are looked for."""
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄҐΑ-Ω"
WORD = rf"[{_UPPER}][\w.’'-]{{0,30}}(?<!['’]s)(?<!['’.])|[{_UPPER}]\."
_LINK = r"(?:al|el|bin|ibn|de|da|do|dos|del|di|du|la|le|van|von|der|den|of|ul|ur|ud|-)"
_BODY = "Office|Ministry|Department|Bureau|Council|Party|Parliament|Government|Army|Press"
NAME = rf"(?:{WORD})(?:[ -](?:{_LINK}[ -])?(?:{WORD})){{0,6}}(?:['’]s? (?:{_BODY})\b)?"
TITLES = listed(
    "mr mrs ms dr prof professor president vice prime minister pm premier chancellor "
    "foreign energy finance defence defense interior home deputy general gen lt col "
    "colonel captain major admiral sir lord lady sheikh king queen prince princess "
    "senator sen rep governor mayor secretary judge justice ambassador director spokesman "
    "spokeswoman spokesperson analyst former then envoy commissioner chairman chairwoman "
    "chief sergeant inspector archbishop pope imam ayatollah"
)
_OF_BODIES = listed(
    "ministry university bank house department council organisation organization board "
    "office institute association union federation court chamber academy league society"
)
_FULL = re.compile(NAME)


class Registry(NamedTuple):
    """The registry as names are looked up in it: folded names and aliases to slugs."""

    slugs: Mapping[str, frozenset[str]]
    called: Mapping[str, str]

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]], called: Mapping[str, str]) -> "Registry":
        """Make one of pairs of a name or alias and its slug, and of what each slug is called."""
        slugs: dict[str, set[str]] = {}
        for name, slug in named:
            slugs.setdefault(fold(name), set()).add(slug)
        return cls({name: frozenset(found) for name, found in slugs.items()}, called)

    def one(self, name: str) -> str:
        """Return the slug of the one entity of this name or alias, else an empty string."""
        found = self.slugs.get(fold(name), frozenset())
        return next(iter(found)) if len(found) == 1 else ""


class KnownName(NamedTuple):
    """Somebody: the slug of an entity, empty where the registry has none, and a name."""

    slug: str
    name: str


def without_title(name: str) -> str:
    """Return the name without titles before it: “Energy Minister Hammad Azhar” is Hammad Azhar."""
    words = name.split()
    if _bare(words[-1]) in _OF_BODIES if words else True:
        return name
    last = max((at for at, word in enumerate(words) if _bare(word) in TITLES), default=-1)
    return " ".join(words[last + 1 :])


def _bare(word: str) -> str:
    return word.casefold().strip(".,")


def somebody(name: str, text: str, before: int, registry: Registry) -> KnownName | None:
    """Return whom a written name means, at the offset `before` of the text, or None.

    None too where it could mean several, or is a title that several bear.
    """
    name = " ".join(name.split()).strip(" ,.'’")
    text = text[:LONGEST]
    for form in (name, without_title(name)):
        if form and (slug := registry.one(form)):
            return KnownName(slug, registry.called[slug])
    short = without_title(name)
    if not short:
        return _holder(name, text, before, registry)
    if " of " in short and _bare(short.split()[0]) not in _OF_BODIES:
        return None
    if " " not in short:
        return _by_surname(short, text, before, registry)
    if fold(short) in registry.slugs:
        return None
    return KnownName("", short)


def _by_surname(word: str, text: str, before: int, registry: Registry) -> KnownName | None:
    full = [one for one in full_names(text) if one[1].split()[-1] == word]
    nearest = [one for one in full if one[0] < before] or full[:1]
    if nearest:
        name = nearest[-1][1]
        slug = registry.one(name)
        return KnownName(slug, registry.called[slug] if slug else name)
    ending = {
        slug
        for name, slugs in registry.slugs.items()
        if name.endswith(f" {fold(word)}")
        for slug in slugs
    }
    if len(ending) == 1:
        slug = ending.pop()
        return KnownName(slug, registry.called[slug])
    return None if ending or fold(word) in registry.slugs else KnownName("", word)


def full_names(text: str) -> list[tuple[int, str]]:
    """Return the names of two words or more that stand in a text, without titles; with offsets."""
    found = []
    for match in _FULL.finditer(text[:LONGEST]):
        if " " in match[0]:
            name = without_title(match[0])
            if " " in name and " of " not in name:
                found.append((match.start(), name))
    return found


def _spokesperson(title: str, text: str, registry: Registry) -> KnownName | None:
    """Return whose spokesperson it is, by the title itself or the last such one in the text."""
    if title[:1].islower():
        bearers = [match[0] for match in re.finditer(rf"{NAME} {re.escape(title)}\b", text)]
        if not bearers:
            return None
        title = bearers[-1]
    slug = registry.one(title)
    return KnownName(slug, registry.called[slug] if slug else title)


def _holder(title: str, text: str, before: int, registry: Registry) -> KnownName | None:
    """Return the one person whom the text gives this title: “the prime minister”."""
    wanted = re.sub(r"^(?:the|The) ", "", title)
    if slug := registry.one(wanted):
        return KnownName(slug, registry.called[slug])
    if _bare(wanted.split()[-1]).startswith("spokes"):
        return _spokesperson(wanted, text[:before], registry)
    bearers = re.compile(rf"\b(?i:{re.escape(wanted)}) ({NAME})")
    names = {without_title(match[1]) for match in bearers.finditer(text)}
    full = {name for name in names if " " in name}
    if len({name.split()[-1] for name in names if name}) != 1 or len(full) > 1:
        return None
    if not full:
        return _by_surname(names.pop(), text, len(text), registry)
    name = full.pop()
    slug = registry.one(name)
    return KnownName(slug, registry.called[slug] if slug else name)
