"""A browser in which one looks once all that waits in the background is done."""

import pytest

from tests.waiting_work import looking_after_work


@pytest.fixture
def as_user(as_user):
    """as_user(cy) is a browser in which Cy is signed in, and looks after a worker has."""
    return looking_after_work(as_user)
