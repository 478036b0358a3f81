"""What is drawn by hand: every value is escaped, and nothing but a literal becomes markup."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from annotator.markup import EMPTY, fill, join

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = """<script>alert("1")</script>'&{}"""
SHAPES = {"fill": (0,), "format_html": (0,), "format_html_join": (0, 1)}
"""The arguments of these functions that are taken for markup."""


def test_a_value_is_escaped():
    drawn = fill('<a title="{}">{}</a>', HOSTILE, HOSTILE)
    escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#x27;&amp;{}"
    assert drawn == f'<a title="{escaped}">{escaped}</a>'


def test_markup_and_numbers_stay_as_they_are():
    inner = fill("<b>{}</b>", "x")
    assert fill("<p>{} {:.1f} {:,}</p>", inner, 2.25, 1234) == "<p><b>x</b> 2.2 1,234</p>"


def test_a_shape_without_values_is_markup():
    assert fill("<br>") == "<br>"
    assert isinstance(fill("<br>"), SafeString)


def test_parts_and_what_stands_between_them_are_escaped_unless_markup():
    drawn = join(["a<b", fill("<i>{}</i>", "c")], " & ")
    assert drawn == "a&lt;b &amp; <i>c</i>"
    assert join(["a", "b"], fill("<br>")) == "a<br>b"
    assert join([]) == EMPTY == ""


@given(st.text())
def test_no_text_opens_a_tag_or_ends_an_attribute(text):
    for drawn in (fill("{}", text), join([text]), join(["", ""], text)):
        assert not set(drawn) & set("<>\"'")


def shapes(source: str) -> Iterator[ast.expr]:
    """What a module gives `fill` and Django's functions of the kind to be taken for markup."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        yield from (node.args[place] for place in SHAPES.get(called, ()))


def is_written_out(shape: ast.expr) -> bool:
    return isinstance(shape, ast.Constant) and isinstance(shape.value, str)


def test_every_shape_is_a_literal():
    found = 0
    for package in ("annotator", "articles"):
        for path in (ROOT / package).rglob("*.py"):
            for shape in shapes(path.read_text()):
                found += 1
                assert is_written_out(shape), f"{path.relative_to(ROOT)}:{shape.lineno}"
    assert found > 100


@pytest.mark.parametrize(
    "source",
    [
        'fill(f"<b>{name}</b>")',
        'fill("<b>" + name)',
        "fill(name)",
        'format_html("<b>%s</b>" % name)',
        'format_html_join(name, "{}", [])',
    ],
)
def test_a_shape_that_is_put_together_is_seen(source):
    assert not all(map(is_written_out, shapes(source)))
