"""The page of whether a machine may stand in, and the passages behind its figures."""

import pytest
from django.urls import reverse

from annotator.annotations.models import ArticleProgress
from annotator.background.work import Progress
from annotator.reconciliation.machine_figures.counting import count_machines
from tests.conftest import TEXT, assign, make_article
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(story, mo, labels):
    return machine_for(story, mo)


@pytest.fixture
def read(story, machine, ada, bo, di, cy):
    """Thirty articles, in which all three mark Kasur and the machine does, too; the first is
    finished: Kasur is settled as a place, Omar Reza and Karachi were missed or misnamed."""
    articles = [
        make_article(story, title=f"Article {number}", text=f"{TEXT}{number}")
        for number in range(30)
    ]
    for article in articles:
        read_by(
            machine, article,
            [span(article, "Kasur", "entity-place"), span(article, "Karachi", "entity-person")],
        )  # fmt: skip
        for who in (ada, bo, di):
            mark(article, who, "Kasur", "entity-place")
        submit(article, ada, bo, di)
    for words in ("Kasur", "Karachi", "minister"):
        mark(articles[0], cy, words, "entity-place", layer="gold")
    ArticleProgress.objects.filter(pk=articles[0].pk).update(stage="finished")
    count_machines(story, Progress())
    return articles


def address(machine, name="machine_stand_in") -> str:
    return reverse(f"reconciliation:{name}", args=["pipeline", machine.pk])


def test_the_result_of_each_kind(read, machine, cy, as_user):
    page = as_user(cy).get(address(machine)).content.decode()
    # People are alike, and the machine marks one thing more: it is farther from the others always.
    assert (
        "For entities, Cues may not stand in for a reader, by this test: it did as well as 0 of"
        in page
    )
    assert (
        "Whether Cues may stand in for a reader of claims is not known yet, because neither it nor "
        "anybody has marked any in the articles that three people have read."
    ) in page
    assert "<bdi>ada</bdi>" in page
    assert "ε = 0.2" in page
    assert "ε = 0.1" in as_user(cy).get(address(machine), {"epsilon": "0.1"}).content.decode()


def test_beside_what_is_settled(read, machine, cy, as_user):
    page = as_user(cy).get(address(machine), {"kind": "entity"}).content.decode()
    # Settled 3, said 2, one of them alike: F1 2·1/5.
    assert "<b>0.40</b>" in page
    assert "kind=entity&amp;what=missed&amp;label=entity-place" in page
    nothing = as_user(cy).get(address(machine), {"kind": "stance"}).content.decode()
    assert "Nothing can be held against it yet" in nothing


@pytest.mark.parametrize(
    ("what", "label", "words"),
    [
        ("same", "", "Kasur"),
        ("missed", "entity-place", "minister"),
        ("differs", "entity-place", "Karachi"),
        ("differs", "entity-person", "Karachi"),
        ("only", "", None),
    ],
)
def test_the_passages_behind_a_number(read, machine, cy, as_user, what, label, words):
    asked = {"kind": "entity", "what": what, "label": label, "source": read[0].source.slug}
    page = as_user(cy).get(address(machine, "machine_passages"), asked).content.decode()
    if words is None:
        assert "There is no such passage" in page
        return
    assert f"<b>{words}</b>" in page
    assert f"{reverse('reconciliation:settle', args=[read[0].pk])}?at=" in page
    assert page.count('<q class="sentence"') == 1


def test_passages_are_paged(story, machine, cy, as_user, read):
    for article in read:
        mark(article, cy, "minister", "entity-person", layer="gold")
        mark(article, cy, "noon", "entity-person", layer="gold")
    ArticleProgress.objects.update(stage="finished", decisions=1)
    count_machines(story, Progress())
    asked = {"kind": "entity", "what": "missed", "label": "entity-person"}
    client = as_user(cy)
    pages = [
        client.get(address(machine, "machine_passages"), asked | {"page": n}).content.decode()
        for n in (1, 2)
    ]
    assert [page.count('<q class="sentence"') for page in pages] == [50, 10]


def test_what_the_viewer_has_still_to_read_is_left_out(read, machine, cy, as_user):
    assign(read[0], cy)
    page = as_user(cy).get(address(machine), {"kind": "entity"}).content.decode()
    assert "1 article that you have still to read is left out." in page
    assert "Nothing can be held against it yet" in page
    asked = {"kind": "entity", "what": "missed"}
    assert (
        "no such passage"
        in as_user(cy).get(address(machine, "machine_passages"), asked).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "asked", "words"),
    [
        ("machine_stand_in", {"epsilon": "0.5"}, "“0.5” is none of 0.2, 0.15 and 0.1."),
        ("machine_stand_in", {"kind": "mood"}, "“mood” is none of"),
        ("machine_passages", {}, "Say which kind"),
        ("machine_passages", {"kind": "claim", "what": "all"}, "“all” is none of"),
        ("machine_passages", {"kind": "claim", "what": "same", "label": "?"}, "“?” is no label."),
        ("machine_passages", {"kind": "claim", "what": "same", "source": "\0"}, "cannot be shown"),
    ],
)
def test_nonsense_is_refused_in_words(machine, cy, as_user, name, asked, words):
    answer = as_user(cy).get(address(machine, name), asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("name", ["machine_stand_in", "machine_passages"])
def test_who_may_see_it(machine, ada, mo, stranger, as_user, name):
    asked = {"kind": "claim"} | ({"what": "same"} if name == "machine_passages" else {})
    to = address(machine, name)
    assert as_user(mo).get(to, asked).status_code == 200
    assert as_user(ada).get(to, asked).status_code == 403
    assert as_user(stranger).get(to, asked).status_code == 404
    assert as_user(mo).post(to).status_code == 405


def test_a_fixed_number_of_statements(read, machine, cy, as_user, django_assert_num_queries):
    client = as_user(cy)
    with django_assert_num_queries(12):
        assert client.get(address(machine)).status_code == 200
