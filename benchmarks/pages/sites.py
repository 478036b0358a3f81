"""Six ways in which news sites build a page, each around what is told in one language."""

import json
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.pages import FURNITURE, Told

ARTICLE = ("headline", "standfirst", "byline", "caption", "p", "subhead", "li", "quote", "said")
TIMES = ("9:00", "11:00", "14:00")


class SitePage(NamedTuple):
    """One saved page: what is wanted of it, a line each, and what must not come along."""

    name: str
    html: str
    wanted: list[str]
    unwanted: list[str]


def _page(body: str, told: Told, head: str = "", html: str = "") -> str:
    named = html or f'lang="{told.language}"'
    title = f"{told.html('headline')} | {told.html('site')}"
    return (
        f'<!doctype html><html {named}><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{told.html("headline")}">{head}'
        f"<script>window.page = {{}};</script></head><body>{body}</body></html>"
    )


def _linked_data(told: Told) -> str:
    data = {"@type": "NewsArticle", "headline": told.html("headline"), "author": {"name": "A. Roe"}}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _each(told: Told, kind: str, form: str) -> str:
    return "".join(form.format(line) for line in told.all_html(kind))


def _menu(told: Told) -> str:
    return f'<nav><ul><li><a href="/1">{told.html("menu")}</a></li></ul></nav>'


def _cookies(told: Told) -> str:
    return f'<div id="cookie-consent" class="banner"><p>{told.html("cookie")}</p></div>'


def _comments(told: Told) -> str:
    return (
        '<section id="comments"><ol class="comment-list"><li class="comment">'
        f'<cite class="author">{told.html("commenter")}</cite><p>{told.html("comment")}</p>'
        "</li></ol></section>"
    )


def _related(told: Told) -> str:
    links = _each(told, "related", '<li><a href="/r">{}</a></li>')
    return f'<div class="related-articles"><ul>{links}</ul></div>'


def _rows(told: Told) -> str:
    rows = ["".join(f"<td>{c.strip()}</td>" for c in r.split("|")) for r in told.all_html("row")]
    return "<table>" + "".join(f"<tr>{cells}</tr>" for cells in rows) + "</table>"


def _broadsheet(told: Told) -> tuple[str, list[str]]:
    first, *others = told.all_html("p")
    body = (
        f'{_cookies(told)}<header><a href="/">{told.html("site")}</a>{_menu(told)}</header><main>'
        f"<article><header><h1>{told.html('headline')}</h1>"
        f'<p class="standfirst">{told.html("standfirst")}</p>'
        f'<p class="byline">{told.html("byline")}</p></header>'
        f'<figure><img src="x" alt="alt words"><figcaption>{told.html("caption")}</figcaption>'
        f'</figure><div class="article-body"><p>{first}</p>{_related(told)}'
        f'<aside class="newsletter-signup"><p>{told.html("newsletter")}</p></aside>'
        + "".join(f"<p>{each}</p>" for each in others)
        + f"<h2>{told.html('subhead')}</h2><ul>{_each(told, 'li', '<li>{}</li>')}</ul>"
        f"<blockquote><p>{told.html('quote')}</p><footer>{told.html('said')}</footer></blockquote>"
        f'</div><div class="author-bio"><p>{told.html("bio")}</p></div></article></main>'
        f"{_comments(told)}<footer><p>{told.html('copyright')}</p></footer>"
    )
    return _page(body, told, _linked_data(told)), list(told.texts(*ARTICLE))


def _weblog(told: Told) -> tuple[str, list[str]]:
    body = (
        f'<div id="page" class="hfeed site"><div id="masthead">{_menu(told)}</div>'
        '<div id="content" class="post-12 type-post category-world tag-share">'
        f'<h1 class="entry-title">{told.html("headline")}</h1>'
        f'<div class="entry-meta"><span class="byline">{told.html("byline")}</span></div>'
        f'<div class="entry-content">{_each(told, "p", "<p>{}</p>")}'
        f"<h3>{told.html('subhead')}</h3>{_rows(told)}"
        f'<ol class="footnotes">{_each(told, "note", "<li>{} <a href=#r1>↩</a></li>")}</ol>'
        f'<div class="sharedaddy sd-sharing"><p>{told.html("newsletter")}</p></div></div></div>'
        f'<div class="widget-area"><div class="widget"><h4>{told.html("teaser")}</h4></div></div>'
        f'{_comments(told)}<div id="colophon"><footer>{told.html("copyright")}</footer></div></div>'
    )
    kinds = ("headline", "byline", "p", "subhead", "row", "note")
    return _page(body, told), list(told.texts(*kinds))


def _live(told: Told) -> tuple[str, list[str]]:
    entries = "".join(
        f'<section class="live-entry"><time datetime="2021-12-31T{at}Z">{at}</time>'
        f"<h2>{told.html('subhead')}</h2><p>{words}</p></section>"
        for at, words in zip(TIMES, told.all_html("p"), strict=False)
    )
    body = (
        f"<header>{_menu(told)}</header><article><h1>{told.html('headline')}</h1>"
        f'<p class="dek">{told.html("standfirst")}</p>{entries}</article>'
        f'<aside><h3>{told.html("teaser")}</h3></aside><div class="share-tools">'
        f"<span>{told.html('newsletter')}</span></div>{_related(told)}{_cookies(told)}"
    )
    wanted = [*told.texts("headline", "standfirst", "subhead"), *TIMES]
    return _page(body, told), wanted + list(told.texts("p"))[: len(TIMES)]


def _hashed(told: Told) -> tuple[str, list[str]]:
    hidden = (
        f"<div hidden><p>{told.html('teaser')}</p></div>"
        f"<template><p>{told.html('bio')}</p></template>"
    )
    lines = "<br><br>".join(told.all_html("p"))
    body = (
        f'<div class="css-1a"><div class="css-2b">{_menu(told)}</div>{hidden}'
        f'<div class="css-3c"><h1 class="css-4d">{told.html("headline")}</h1>'
        f'<div class="css-5e">{told.html("standfirst")}</div><div class="css-6f">{lines}</div>'
        f'<div class="css-7g" aria-hidden="true"><p>{told.html("comment")}</p></div>'
        f'<div class="css-8h">{_each(told, "li", "<div>{}</div>")}</div></div>'
        f'<div style="display:none"><p>{told.html("paywall")}</p></div></div>'
        f'<div role="dialog" class="css-9i"><p>{told.html("cookie")}</p></div>'
    )
    said = f'<meta http-equiv="content-language" content="{told.language}">'
    return (
        _page(body, told, said + _linked_data(told), html='class="no-js"'),
        list(told.texts("headline", "standfirst", "p", "li")),
    )


def _laid_out(told: Told) -> tuple[str, list[str]]:
    body = (
        '<table width="100%"><tr><td colspan="2">'
        f'<font size="1">{told.html("menu")}</font></td></tr>'
        f'<tr><td width="160" class="menu">{_each(told, "related", "<a href=/r>{}</a><br>")}</td>'
        f"<td><h1>{told.html('headline')}</h1><i>{told.html('byline')}</i>"
        f"{_each(told, 'p', '<p>{}')}<p><b>{told.html('subhead')}</b></p>"
        f"{_each(told, 'li', '<p>{}')}</td></tr>"
        f'<tr><td colspan="2" class="footer"><center>{told.html("copyright")}</center></td></tr>'
        "</table>"
    )
    said = f'<meta property="og:locale" content="{told.language}_XX">'
    kinds = ("headline", "byline", "p", "subhead", "li")
    return _page(body, told, said, html='class="old"'), list(told.texts(*kinds))


def _magazine(told: Told) -> tuple[str, list[str]]:
    first, second, *others = told.all_html("p")
    body = (
        f'<div class="topbar">{_menu(told)}</div><div class="hero"><h1>{told.html("headline")}</h1>'
        f'<h2 class="subtitle">{told.html("standfirst")}</h2>'
        f'<div class="credits"><a rel="author" href="/a">{told.html("byline")}</a></div></div>'
        f'<div class="story-body"><p>{first}</p><p>{second}</p>'
        f'<p class="readmore">{told.html("teaser")}</p>{"".join(f"<p>{e}</p>" for e in others)}'
        f"{_rows(told)}<blockquote>{told.html('quote')}</blockquote>"
        f'<div class="paywall-box"><p>{told.html("paywall")}</p></div></div>'
        f"{_related(told)}{_comments(told)}{_cookies(told)}"
        f'<div class="site-footer"><footer>{told.html("copyright")}</footer></div>'
    )
    kinds = ("headline", "standfirst", "byline", "p", "row", "quote")
    return _page(body, told), list(told.texts(*kinds))


SITES: dict[str, Callable[[Told], tuple[str, list[str]]]] = {
    "broadsheet": _broadsheet,
    "weblog": _weblog,
    "live": _live,
    "hashed": _hashed,
    "tables": _laid_out,
    "magazine": _magazine,
}


def page_of(site: str, told: Told) -> SitePage:
    """Return the page of one site in one language."""
    html, wanted = SITES[site](told)
    return SitePage(f"{told.language} {site}", html, wanted, list(told.texts(*FURNITURE)))


def pages(languages: list[str], tell: Callable[[str], Told]) -> list[SitePage]:
    """Return the thirty pages: each language on two sites, English on all."""
    names = list(SITES)
    found = []
    for at, language in enumerate(languages):
        on = names if language == "en" else [names[at % 6], names[(at + 2 + at // 6) % 6]]
        found += [page_of(site, tell(language)) for site in on]
    return found
