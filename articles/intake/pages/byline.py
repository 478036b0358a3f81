"""Read who wrote an article, as the page prints it, and nobody who did not (pure: no Django)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from annotator.foreign_json import JsonRefused, read_json
from articles.intake import region_words as words
from articles.intake.pages.furniture import Roles, role_of

LONGEST = 200
_MOST_NAMES = 20
_METAS = (
    *("author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
    *("citation_author", "article:author", "article.author", "creator", "cxenseparse:author"),
)
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+>?|(?<!\w)@\w+", re.I)
_LEADS = re.compile(
    r"(?:(?:view|see|read|show)\s+)?(?:all\s+)?(?:posts|articles|stories|more)\s+(?:by|from|of)\s+"
    r"|(?:voir tous les articles (?:de|par)|alle (?:artikel|beiträge) von"
    r"|ver todas? las? (?:entradas|noticias) de|ver todos os posts de"
    r"|все (?:статьи|записи) автора|посмотреть все записи автора)\s+",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?i:(?:written|posted|reported|words|text|story)\s+by|by|author|par|von|por|di|door|av|af"
    r"|texte?|автор|текст|от|بقلم|كتب|تحریر|کاتب|מאת|yazan|haber|作者|文|記者|记者|執筆|लेखक)"
    r"(?:\s*[:：]\s*|\s+(?=[^\W\d_a-zа-я]))"
)
_ROLE = (
    r"(?:admin(?:istrator)?|author|authors|by|writer|reporter|correspondent|editor|editorial|staff|"
    r"journalist|columnist|contributor|contributing|newsroom|news|desk|team|web|online|digital|chief|"
    r"senior|junior|deputy|assistant|managing|executive|special|guest|freelance|political|"
    r"diplomatic|foreign|economics?|business|sports?|science|health|crime|court|city|local|"
    r"national|international|world|europe|in|at|redaktion|redakteure?|redakteurin|autor|autorin|"
    r"reporterin|korrespondent|korrespondentin|volontär|volontärin|rédaction|la|journaliste|"
    r"rédacteur|rédactrice|correspondante?|envoyée?|spéciale?|de|redacción|redacao|redação|"
    r"redazione|periodista|corresponsal|redactora?|jornalista|repórter|giornalista|corrispondente|"
    r"yazar|muhabir|editör|haber|merkezi|редакция|редактор|корреспондент|журналист|обозреватель|"
    r"автор|المحرر|مراسل|كاتب|رپورٹر|نامہ|نگار|כתב|כתבת|記者|记者|编辑|編集部|संवाददाता|unknown|anonymous|root|user)"
)
_ONLY_ROLES = re.compile(rf"{_ROLE}(?:[\s/-]+{_ROLE})*\.?", re.IGNORECASE)
_ENDS_AS_ROLE = re.compile(
    r".{0,60}\b(?:writer|reporter|correspondent|editor|journalist|columnist|contributor|staff"
    r"|korrespondent(?:in)?|redakteur(?:in)?|reporterin|correspondante?|journaliste|corresponsal"
    r"|periodista|jornalista|repórter|корреспондент|журналист|обозреватель|muhabir(?:i)?)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:updated?|published|posted|last|modified|aktualisiert|mis à jour|publié|actualizado)\b.*"
    r"|[0-9]+\s*(?:min|minute|comment|share|hour|day)\S*.*|[0-9:.,/\s-]+",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*(?:[|·•\n\t]|\s[–—-]\s)\s*")


def byline_of(source: Any, printed: Iterable[str]) -> str:
    """Return who wrote the article, '' where the page does not say.

    `source` is the whole tree of the page, `printed` what its markup calls the byline.
    """
    meta = _joined(_said_in_head(source))
    linked = _joined(_said_in_json(source))
    shown = next((name for name in map(named, printed) if name), "")
    stated = linked if meta and meta in linked else meta or linked
    return shown if stated and stated in shown else stated or shown


def printed_in(tree: Any, roles: Roles) -> Iterator[str]:
    """Yield what stands where the markup of the article says that a byline is."""
    for element in tree.iter():
        if role_of(element) == roles.of(element) == "byline":
            own = (element.text or "").strip() + "".join(e.tail or "" for e in element).strip()
            between = "" if own else " | "  # a box of labels, each for itself
            told = [element.text or "", *(t for e in element for t in (_text(e), e.tail or ""))]
            text = " ".join(between.join(filter(str.strip, told) if between else told).split())
            if text and len(text) <= LONGEST:
                yield text


def _text(element: Any) -> str:
    return "".join(element.itertext())


def named(value: str) -> str:
    """Return the names in what is said of an author, as they stand; '' where there is none."""
    bare = _ADDRESS.sub(" ", value)
    kept: list[str] = []
    for piece in _PARTED.split(bare):
        piece = _names(" ".join(piece.split()), first=not kept)
        if piece and piece not in kept:
            kept.append(piece)
    found = ", ".join(kept)
    return found if len(found) <= LONGEST else ""


def _names(piece: str, first: bool) -> str:
    """Return a piece without what leads up to names, and without roles behind them."""
    for lead in (_LEADS, _BY):
        found = lead.match(piece)
        piece = piece[found.end() :] if found else piece
    names = []
    for at, part in enumerate(re.split(r"(?<=[,،、])\s*", piece)):
        alone = part.strip(" ,،、")
        is_role = _ONLY_ROLES.fullmatch(alone) or (
            (at or not first) and _ENDS_AS_ROLE.fullmatch(alone)
        )
        if not (is_role or words.DATED.fullmatch(alone) or _OTHER.fullmatch(alone)):
            names.append(part)
    return " ".join(names).strip(" ,،、;:()[]<>")


def _joined(values: Iterator[str]) -> str:
    names = list(dict.fromkeys(name for name in map(named, values) if name))
    found = ", ".join(names[:_MOST_NAMES])
    return found if len(found) <= LONGEST else ""


def _said_in_head(source: Any) -> Iterator[str]:
    """Yield the authors of the first kind of tag that names any."""
    said: dict[str, list[str]] = {}
    for meta in source.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _METAS:
            said.setdefault(name, []).append(meta.get("content") or "")
    for name in _METAS:
        if any(map(named, said.get(name, []))):
            yield from said[name]
            return


def articles_said(source: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles that a page describes as linked data, the page's own first."""
    for script in source.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            told = read_json(script.text or "")
        except JsonRefused:
            continue
        waiting = [told]
        for _ in range(1000):
            if not waiting:
                break
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                if re.search(r"Article|BlogPosting|Report\b", str(each.get("@type", ""))):
                    yield each
                waiting += [v for k, v in each.items() if k in ("@graph", "mainEntity")]


def _said_in_json(source: Any) -> Iterator[str]:
    for article in articles_said(source):
        authors = article.get("author") or []
        for each in authors if isinstance(authors, list) else [authors]:
            name = each.get("name") if isinstance(each, dict) else each
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield one
        if authors:
            return
