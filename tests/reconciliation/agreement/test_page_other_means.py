"""The numbers on the agreement page are those that other libraries find, from pairs gathered
straight from the database."""

import random
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from annotator.annotations.models import Annotation
from tests.conftest import make_article
from tests.reconciliation.alpha import alpha_by_pairs
from tests.reconciliation.conftest import submit
from tests.reconciliation.worked_example import PAGE, put, told

pytestmark = pytest.mark.django_db
LABELS = ["claim-quantity", "claim-event"]


@pytest.fixture
def three(story, labels, ada, bo, di):
    """Twelve articles, read by three who mark the same places but not all, nor all alike."""
    chance = random.Random(5)
    for n in range(12):
        article = make_article(story, title=f"A {n}", text=f"{'abcd ' * 12}{n}\n")
        truth = [(at, at + 4, chance.choice(LABELS)) for at in range(0, 60, 5)]
        for who in (ada, bo, di):
            put(article, who, *(_seen(span, chance) for span in truth if chance.random() < 0.8))
        submit(article, ada, bo, di)
    return ada, bo, di


def _seen(span, chance):
    start, end, label = span
    return start, end, label if chance.random() < 0.75 else chance.choice(LABELS)


def gathered() -> dict[tuple[int, int], dict[int, str]]:
    """By place, who gave which label: all spans at a place have the same edges."""
    found = defaultdict(dict)
    rows = Annotation.objects.values_list("article", "start", "annotator", "label")
    for article, start, annotator, label in rows:
        found[article, start][annotator] = label
    return dict(sorted(found.items()))


def shown(client, query="") -> dict[str, float]:
    found = told(client.get(f"{PAGE}?kind=claim{query}"))
    return {name: float(value.replace("−", "-")) for name, value in found.items()}


def test_of_all_three(three, mo, as_user):
    from sklearn.metrics import f1_score
    from statsmodels.stats.inter_rater import fleiss_kappa

    places, keys = gathered(), [who.pk for who in three]
    found = shown(as_user(mo))
    alpha = alpha_by_pairs([list(place.values()) for place in places.values()])
    assert found["alpha"] == pytest.approx(alpha, abs=5e-4)
    sizes = Counter(len(place) for place in places.values() if len(place) > 1)
    n = max(sizes, key=lambda size: (sizes[size], size))
    table = [
        [list(place.values()).count(label) for label in LABELS]
        for place in places.values()
        if len(place) == n
    ]
    assert found["fleiss"] == pytest.approx(fleiss_kappa(table), abs=5e-4)
    one, two = [], []
    for a, b in combinations(keys, 2):
        for place in places.values():
            for label in LABELS:
                one.append(place.get(a) == label)
                two.append(place.get(b) == label)
    assert found["exact"] == pytest.approx(f1_score(one, two), abs=5e-4)
    assert found["overlap"] == found["exact"], "all edges are the same"


def test_of_two(three, mo, as_user):
    from sklearn.metrics import cohen_kappa_score, confusion_matrix

    ada, bo, _ = three
    client = as_user(mo)
    both = [
        (place.get(ada.pk, "missed"), place.get(bo.pk, "missed"))
        for place in gathered().values()
        if ada.pk in place or bo.pk in place
    ]
    kappa = cohen_kappa_score(*zip(*(p for p in both if "missed" not in p), strict=True))
    found = shown(client, "&pair=ada,bo")
    assert found["kappa"] == pytest.approx(kappa, abs=5e-4)
    labels = [*LABELS, "missed"]
    cells = confusion_matrix(*zip(*both, strict=True), labels=labels)
    for i, one in enumerate(labels):
        for j, two in enumerate(labels):
            if (one, two) == ("missed", "missed"):
                continue
            address = f"{PAGE}passages/?kind=claim&pair=ada,bo&one={one}&two={two}"
            assert client.get(address).context["page"].paginator.count == cells[i, j]
