import pytest

from tests.conftest import make_article


@pytest.fixture
def three(story, article, other_article, labels):
    return [article, other_article, make_article(story, title="Third", text="Karachi again.\n")]
