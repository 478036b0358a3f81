"""The passages behind each number of the confusion matrix: the very ones, fifty a page."""

import re
from html import unescape

import pytest

from tests.conftest import make_article
from tests.reconciliation.conftest import submit
from tests.reconciliation.worked_example import PAGE, X, Y, put

pytestmark = pytest.mark.django_db


def address_in(body: str, label: str) -> str:
    [found] = re.findall(rf'<a href="([^"]+)" aria-label="{label}: ', body)
    return unescape(found)


def test_a_number_opens_just_its_passages(example, mo, as_user):
    client = as_user(mo)
    body = client.get(PAGE + "?kind=entity").content.decode()
    address = address_in(body, "Place, Person")
    response = client.get(address)
    assert response.context["page"].paginator.count == 2
    shown = response.content.decode()
    assert "0123456789" in shown
    assert shown.count(f"/articles/{example[0].pk}/differences/") == 2
    lanes = [lanes for _, lanes in response.context["rows"]]
    assert {(one[0], two[0]) for one, two in lanes} == {("ada", "di"), ("bo", "di")}


def test_what_was_missed(example, mo, as_user):
    client = as_user(mo)
    response = client.get(f"{PAGE}passages/?kind=entity&one={Y}&two=missed&pair=ada,bo")
    assert response.context["page"].paginator.count == 0, "Ada marked no place that Bo missed"
    response = client.get(f"{PAGE}passages/?kind=entity&one=missed&two={Y}&pair=ada,bo")
    [(quoted, lanes)] = response.context["rows"]
    assert (quoted.share.article, quoted.words) == (example[1].pk, example[1].text[20:25])
    assert lanes[0] == ("ada", None, "")
    assert "nothing that could be paired with it" in response.content.decode()


def test_every_number_is_the_number_of_its_passages(example, mo, as_user):
    client = as_user(mo)
    for pair in ("", "&pair=ada,bo", "&pair=bo,di"):
        body = client.get(f"{PAGE}?kind=entity{pair}").content.decode()
        cells = re.findall(r'<a href="([^"]+)" aria-label="[^"]+: (\d+) passage', body)
        assert cells
        for address, number in cells:
            page = client.get(unescape(address)).context["page"]
            assert len(page.object_list) == page.paginator.count == int(number), address


def test_fifty_a_page(story, labels, ada, bo, mo, as_user, django_assert_max_num_queries):
    for n in range(3):
        article = make_article(story, title=f"A {n}", text=f"{'word ' * 30}{n}\n")
        put(article, ada, *((at, at + 4, X) for at in range(0, 150, 5)))
        submit(article, ada, bo)
    client = as_user(mo)
    address = f"{PAGE}passages/?kind=entity&one={X}&two=missed"
    client.get(address)
    # session, user, story, membership, what is still to be read, labels; two for sources and two for
    # pairs; how many and which articles, of the cell and its mirror, their sums, people, two for what is due;
    # three for decisions, then readers, annotations, what is linked, and texts
    with django_assert_max_num_queries(25):
        assert len(client.get(address).context["rows"]) == 50
    assert len(client.get(address + "&page=2").context["rows"]) == 40
    starts = [
        (row.share.article, row.passage.start)
        for page in (1, 2)
        for row, _ in client.get(f"{address}&page={page}").context["rows"]
    ]
    assert len(set(starts)) == 90
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "query, says",
    [
        ("", "Say which label: one="),
        (
            "?kind=entity&one=entity-person&two=claim-event",
            "“claim-event” is no label of this kind",
        ),
        ("?kind=entity&one=missed&two=missed", "Nobody can show what both missed"),
        ("?kind=entity&one=entity-person&two=missed&pair=x,y", "“x,y” have not both submitted"),
    ],
)
def test_nonsense_is_refused(example, mo, as_user, query, says):
    response = as_user(mo).get(f"{PAGE}passages/{query}")
    assert response.status_code == 422
    assert says in unescape(response.content.decode())


def test_what_is_no_longer_there(example, mo, as_user):
    response = as_user(mo).get(f"{PAGE}passages/?kind=claim&one=claim-event&two=missed")
    assert "There is no such passage" in response.content.decode()
