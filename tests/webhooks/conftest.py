"""A desk that tells other servers, and a receiver that listens while a test runs."""

from shutil import which

import pytest

from annotator.fetching.asking import Limits
from annotator.webhooks import delivering
from tests.fetching.servers import certified, here, serving
from tests.webhooks.receivers import Receiver, hook


@pytest.fixture(autouse=True)
def telling(settings):
    settings.WEBHOOKS = True


@pytest.fixture(scope="session")
def contexts(tmp_path_factory):
    if which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    return certified(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def receiver(contexts, monkeypatch):
    """A receiver on this machine, which may be told something for the time of the test."""
    own, trusting = contexts
    listening = Receiver()
    with serving(listening, own) as server:
        listening.server = server
        monkeypatch.setattr(delivering, "REACH", here(server, context=trusting))
        monkeypatch.setattr(delivering, "LIMITS", Limits(size=1000, total=2.0, single=0.5))
        yield listening


@pytest.fixture
def webhook(story, mo, receiver):
    """The story's webhook, told everything."""
    return hook(story, mo, receiver.address())


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)
