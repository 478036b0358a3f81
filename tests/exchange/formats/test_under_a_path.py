"""A desk under a path of its host: what a file says of where things are has the path, once."""

import json

import pytest
from django.test.utils import override_script_prefix
from django.urls import reverse

from tests.exchange.conftest import mark


@pytest.mark.django_db
def test_an_article_is_where_the_desk_is(story, article, ada, labels, reading, as_user):
    mark(article, ada, labels["claim-quantity"], "1,100 kilometres")
    address = reverse("exchange:format_file", args=[story.slug, "w3c"])
    with override_script_prefix("/news/"):
        told = as_user(ada).get(address).getvalue().decode()
    where = f"http://testserver/news/articles/{article.pk}/"
    assert where in json.dumps(json.loads(told))
    assert told.count("/news/") == told.count("/articles/")
