"""A browser in which one looks once all that waits in the background is done."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_drawn():
    cache.clear()


@pytest.fixture
def as_user(as_user, work_done):
    """as_user(ada) is a browser in which Ada is signed in; a worker is never behind her `get`,
    and does nothing for her `peek`."""

    def sign_in(user):
        client = as_user(user)
        get = client.get

        def look(*address, **more):
            work_done()
            return get(*address, **more)

        client.get, client.peek = look, get
        return client

    return sign_in
