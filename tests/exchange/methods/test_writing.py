"""Markdown and LaTeX of a methods appendix: whatever is quoted, nothing of it is taken for a mark."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.exchange.methods import latex, markdown
from annotator.exchange.methods.blocks import (
    HeadingBlock,
    ListBlock,
    MethodsDocument,
    ParagraphBlock,
    TableBlock,
)

HOSTILE = r"A_B & 100% $x$ \end{document} | * خان"
PIECES = [
    "_", "&", "%", "$", "\\", "{", "}", "#", "~", "^", "|", "*", "`", "<b>", "[x](y)", "]", "--", "- ",
    "1. ", "+ ", "=", "\n", "\x00", "“", "خان", "🎉", "!", "a", " ", "http://a.example", "&amp;", "'", '"', "\\\\",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
TITLES = st.one_of(st.just(HOSTILE), WORDS).filter(lambda text: re.sub(r"[\x00\s]", "", text))


def document(text: str) -> MethodsDocument:
    return MethodsDocument(
        text,
        [
            HeadingBlock(text), ParagraphBlock(text), ListBlock((text, "b")),
            TableBlock(text, ("a", text), ((text, "1"), ("[x]", "2"), ("*", "3"))),
        ],
    )  # fmt: skip


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00]", " ", text).split())


@given(TITLES)
def test_markdown_says_just_what_was_quoted(text):
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.markdown(document(text)))
    said = [token for token in tokens if token.type == "inline"]
    told = plain(text)
    kinds = [child.type for token in said for child in token.children]
    assert set(kinds) <= {"text", "strong_open", "strong_close", "text_special"}, "no mark but ours"
    words = ["".join(child.content for child in token.children) for token in said]
    assert words == [told, told, told, told, "b", told, "a", told, told, "1", "[x]", "2", "*", "3"]
    opened = [token.type for token in tokens if token.type.endswith("_open")]
    assert opened.count("table_open") == 1
    assert opened.count("heading_open") == 2
    assert opened.count("bullet_list_open") == 1
    assert "ordered_list_open" not in opened


def braces_close(text: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@given(TITLES)
def test_latex_stays_whole(text):
    written = latex.latex(document(text))
    assert written.count(r"\begin{document}") == written.count(r"\end{document}") == 1
    assert written.endswith("\\end{document}\n")
    assert re.findall(r"\\begin\{(\w+)\}", written) == ["document", "itemize", "longtable"]
    assert braces_close(written)
    body = written.partition(r"\begin{document}")[2]
    assert not re.search(r"(?<!\\)[#$%^~](?!\w*\})", body.replace("~", ""))
    rows = [line for line in body.splitlines() if line.endswith(r" \\")]
    assert [len(re.findall(r"(?<!\\)&", row)) for row in rows] == [1, 1, 1, 1]
    assert not [row for row in rows if row.startswith(("[", "*"))], (
        "they would belong to the \\\\ before"
    )


@pytest.mark.parametrize(
    "text, written",
    [
        (HOSTILE, r"A\_B \& 100\% \$x\$ \textbackslash{}end\{document\} \textbar{} {*} خان"),
        ("a---b", "a-{}-{}-b"),
        ("~^<>`", r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textasciigrave{}"),
        ("“uα”", r"``u\ensuremath{\alpha}''"),
    ],
)
def test_signs_of_latex(text, written):
    assert latex.escaped(text) == written


@pytest.mark.parametrize(
    "text, written",
    [
        (HOSTILE, r"A\_B \& 100% \$x\$ \\end\{document\} \| \* خان"),
        ("1. One", r"1\. One"),
        ("- One", r"\- One"),
        ("2024-03-13", "2024-03-13"),
        ("0.55", "0.55"),
    ],
)
def test_signs_of_markdown(text, written):
    assert markdown.escaped(text) == written
