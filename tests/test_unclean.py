"""What no column can hold is refused with words, and no cache keeps a page of the desk."""

import pytest
from django.urls import reverse

ADDRESSES = [
    "/stories/%00/",
    "/stories/pipeline/questions/?text=a%00b",
    "/stories/pipeline/export/?layer=%00",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_nul_in_an_address_is_named(address, mo, as_user):
    answer = as_user(mo).get(address)
    assert answer.status_code == 400
    assert "We cannot read this request" in answer.content.decode()


def test_a_nul_in_what_is_signed_in_with_is_no_error_of_ours(client, ada):
    answer = client.post(reverse("people:sign_in_again"), {"username": "a\x00", "password": "b"})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("digits", ["²", "9" * 5000, "١"])
def test_what_only_looks_like_a_number_is_none(digits, cy, article, as_user):
    address = reverse("reconciliation:edit", args=[article.pk])
    assert as_user(cy).get(address, {"start": digits, "end": digits}).status_code < 500


def test_pages_are_kept_by_no_cache_and_what_is_public_says_so_itself(story, ada, client, as_user):
    page = as_user(ada).get(reverse("desk:story", args=["pipeline"]))
    assert page["Cache-Control"] == "no-store, private"
    assert "no-store" in client.get(reverse("people:sign_in"))["Cache-Control"]
