"""A browser in which one looks once all that waits in the background is done."""

import pytest
from django.core.cache import caches

from tests.waiting_work import looking_after_work


@pytest.fixture(autouse=True)
def nothing_drawn():
    caches["drawn"].clear()


@pytest.fixture
def as_user(as_user):
    """as_user(ada) is a browser in which Ada is signed in, and looks after a worker has."""
    return looking_after_work(as_user)
