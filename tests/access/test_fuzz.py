"""Nothing that comes in by path, query or form makes a 500, whoever sends it to whatever address."""

import re
from functools import cache
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.asking import undone
from tests.access.doors import DOORS

pytestmark = pytest.mark.slow

ANNOTATOR = Path(__file__).parents[2] / "annotator"
_ASKED = re.compile(
    r"""(?:GET|POST|sent|data|given|asked)(?:\.get|\.getlist)?[\[(]\s*["'](\w+)["']"""
)
NASTY = ["", "\x00", "a\x00b", "²", "١٢", "-1", "0", "1", "99999999999999999999", "9*5000", "1e309", "nan", "x*70000",
         "\ud800", "🎉", "'", '"', "%", "_", "\\", "<script>", "../..", "2022-02-30", "0000-00-00", "00000000-0000-4000-8000-000000000000",
         "a:b:c", "[]", "{}", "null", "true", ",,,", ";", "\r\n", "‮", r'{"x": "\ud800"}', '{"x": 1e999}', r'{"x": "\u0000"}', '{"x": NaN}', "[*99999", "https://", "d1", "d²", "+1", " 1 ", "q*300"]  # fmt: skip
VALUE = st.one_of(st.sampled_from(NASTY), st.text(max_size=20))
LONG = {"9*5000": "9" * 5000, "x*70000": "x" * 70_000, "q*300": "q" * 300, "[*99999": "[" * 99_999}
"""Written in short where a failure is told."""


@cache
def names() -> list[str]:
    """Return every name that a view or a form of the desk looks for."""
    found = {"page", "sort", "start", "end"}
    for path in ANNOTATOR.rglob("*.py"):
        found.update(_ASKED.findall(path.read_text()))

    def of(form: type[forms.BaseForm]) -> None:
        for each in form.__subclasses__():
            found.update(getattr(each, "base_fields", {}))
            of(each)

    of(forms.BaseForm)
    return sorted(found)


@pytest.fixture
def desk(cast, things):
    get_resolver().url_patterns  # noqa: B018  so that every form is known before names are drawn
    return cast | {"nobody": ""}, things


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=settings().max_examples * 8,
)
@given(data=st.data())
def test_nothing_that_comes_in_makes_a_500(desk, data):
    cast, things = desk
    name = data.draw(st.sampled_from(sorted(DOORS)))
    door = DOORS[name]
    kwargs = dict(door.address or things[door.of])
    if data.draw(st.integers(0, 3)) == 0:
        for key, value in kwargs.items():
            if isinstance(value, str):
                kwargs[key] = data.draw(VALUE.filter(lambda text: text and "\ud800" not in text))
    try:
        address = reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return
    sent = data.draw(st.dictionaries(st.sampled_from(names()), VALUE, max_size=8))
    sent = {key: LONG.get(value, value).replace("\ud800", "\ufffd") for key, value in sent.items()}
    verb = data.draw(st.sampled_from(door.verbs.split()))
    client = Client(headers={"X-Requested-With": "fetch"} if data.draw(st.booleans()) else {})
    client.cookies["sessionid"] = cast[data.draw(st.sampled_from(sorted(cast)))]
    with undone():
        answer = getattr(client, verb.lower())(address, sent)
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert answer.status_code < 500
