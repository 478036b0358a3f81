"""A saved page of a news site around what a test is about."""

from articles.intake.webpages import Page, read_page

HEADLINE = "Ferry sinks off the point"
BEFORE = "The ferry left the harbour at noon with its usual load of cars, the company said in a statement."
BEHIND = "The coast guard gave no number, and the search goes on at first light, it said on Thursday evening."


def saved(body: str = "", head: str = "", html: str = 'lang="en"', around: str = "") -> str:
    return f"""<!doctype html><html {html}><head><meta charset="utf-8"><title>{HEADLINE} | The Quay</title>
{head}</head><body><header><a href="/">The Quay</a><nav><a href="/w">World</a></nav></header>
<article><h1>{HEADLINE}</h1><p>{BEFORE}</p>{body}<p>{BEHIND}</p></article>{around}<footer>© Quay</footer></body></html>"""


def read(body: str = "", **more: str) -> Page:
    return read_page(saved(body, **more).encode())


def lines(body: str, **more: str) -> list[str]:
    """The lines that the body gives, between the headline and first paragraph and the last."""
    found = read(body, **more).text.split("\n")
    assert found[:2] == [HEADLINE, BEFORE]
    assert found[-1] == BEHIND
    return found[2:-1]


def left_out(body: str, **more: str) -> list[str]:
    own = {"The Quay", "World", "© Quay"}
    return [each.text for each in read(body, **more).read.left_out if each.text not in own]
