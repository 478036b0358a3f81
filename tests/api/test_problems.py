"""What cannot be read is told in words, with its place; and the description says what is so."""

import json
import re

import pytest
from django.urls import reverse

from annotator.api.describing.docs_page import sections
from annotator.api.describing.openapi import description, operations_of
from annotator.api.parsing import read_json
from annotator.api.problems import UnreadableBody
from articles.models import Article
from tests.api.programs import problem, program_of


@pytest.mark.parametrize(
    "body, said",
    [
        (b"", "not JSON at line 1"),
        (b"{", "not JSON at line 1, column 2"),
        (b"\xff", "Byte 0 is not UTF-8"),
        (b'{"a": "b\\u0000"}', "The text at /a holds a NUL"),
        (b'{"a": ["\\ud83c"]}', "The text at /a/0 holds half of a character"),
        (b'{"\\udfff": 1}', "holds half of a character"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": 123456789012345678901234567890}', "The number at /a is too large"),
        (b"1" * 5000, "A number in it is too long"),
        (b"[" * 30 + b"]" * 30, "more than 20 deep"),
        (b"[" * 100_000, "deep|JSON"),
    ],
)
def test_a_body_that_cannot_be_stored_is_told_where(body, said):
    with pytest.raises(UnreadableBody, match=said):
        read_json(body)
    assert read_json(b'{"a": ["\\ud83c\\udf89", 1, null]}') == {"a": ["🎉", 1, None]}


@pytest.mark.django_db
class TestAsked:
    ADDRESS = "/api/v1/stories/pipeline/articles"

    @pytest.fixture
    def ask(self, story, mo, client):
        headers = {"Authorization": f"Bearer {program_of(mo).secret}"}

        def post(body: bytes, kind: str = "application/json"):
            answer = client.post(self.ADDRESS, body, content_type=kind, headers=headers)
            answer.found, answer.raw = answer.json(), answer.content
            return answer

        return post

    def test_what_is_no_json_is_400(self, ask):
        assert "line 1" in problem(ask(b"{"), 400)["detail"]
        assert "application/json" in problem(ask(b"a=b", "text/plain"), 400)["detail"]
        assert not Article.objects.exists()

    def test_what_is_too_large_is_413(self, ask, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
        assert "20 MB" in problem(ask(b'{"text": "%s"}' % (b"x" * 200)), 413)["detail"]

    def test_no_body_is_422(self, ask):
        assert problem(ask(b""), 422)["errors"]

    def test_a_nul_in_the_address_is_told(self, story, mo):
        program = program_of(mo)
        problem(program.get("stories?text=a%00b"), 422)
        problem(program.get("stories?a%00b=c"), 422)
        problem(program.get("stories/a%00b/articles"), 404)


def test_the_description_is_whole():
    """Each operation has a summary, a scope, its refusals, and a body has an example."""
    found = description()
    assert found["openapi"].startswith("3.1")
    json.dumps(found)
    for path, verb, operation in operations_of(found):
        assert operation["summary"], path
        assert operation["description"], path
        assert {"401", "403", "429"} <= operation["responses"].keys()
        assert ("404" in operation["responses"]) == ("{" in path)
        [[scope]] = [list(one["token"]) and one.values() for one in operation["security"]]
        assert scope, (verb, path)
    examples = [
        one for one in found["components"]["schemas"].values() if "examples" in json.dumps(one)
    ]
    assert len(examples) > 20


@pytest.mark.django_db
def test_the_page_shows_every_operation_to_who_is_signed_in(ada, as_user, client):
    address = reverse("api:docs")
    assert client.get(address).status_code == 302
    page = as_user(ada).get(address)
    found = page.content.decode()
    ids = [operation["operationId"] for _, _, operation in operations_of(description())]
    assert all(f'id="{id}"' in found for id in ids)
    assert sum(len(section.operations) for section in sections()) == len(ids)
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "`" not in found
    anchors = set(re.findall(r'href="#([^"]+)"', found)) - {"main"}
    assert len(anchors) > len(ids)
    assert [one for one in sorted(anchors) if f'id="{one}"' not in found] == []


@pytest.mark.django_db
def test_the_description_is_anybodys(client):
    first = client.get(reverse("api:openapi"))
    assert first.json()["info"]["title"] == "Annotator"
    again = client.get(reverse("api:openapi"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.post(reverse("api:openapi")).status_code == 405
