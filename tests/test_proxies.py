"""Whose word counts for where a browser stands and how it came."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from annotator.operations.proxies import FORWARDED, believe_proxies

TOLD = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


def seen(settings, trusted: list[str], by: str, headers: dict[str, str]) -> HttpRequest:
    """What the desk takes a request for that came from the machine `by`."""
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=by)
    believe_proxies(lambda _: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    "trusted, by, headers, address",
    [
        (["10.0.0.0/8"], "10.0.0.5", TOLD, "198.51.100.7"),
        (["10.0.0.0/8", "198.51.100.7"], "10.0.0.5", TOLD, "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.5", TOLD | {"X-Forwarded-For": "<script>"}, "10.0.0.5"),
        (["10.0.0.0/8"], "10.0.0.5", {"X-Forwarded-Proto": "https"}, "10.0.0.5"),
    ],
)
def test_of_a_proxy_the_last_hop_that_is_none_counts(settings, trusted, by, headers, address):
    request = seen(settings, trusted, by, headers)
    assert request.META["REMOTE_ADDR"] == address
    assert request.META["HTTP_X_FORWARDED_PROTO"] == "https"


@pytest.mark.parametrize("trusted", [[], ["10.0.0.0/8"]])
def test_only_a_trusted_proxy_is_believed(settings, trusted):
    request = seen(settings, trusted, "192.0.2.1", TOLD | {"X-Forwarded-Host": "evil.example"})
    assert request.META["REMOTE_ADDR"] == "192.0.2.1"
    assert not set(FORWARDED) & set(request.META)
