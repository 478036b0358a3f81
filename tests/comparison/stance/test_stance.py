"""Who is for and against whom, by source; the passages, the network, the files."""

import csv
import io
import re
from datetime import UTC, datetime
from html import unescape

import networkx as nx
import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.comparison.stance.network import MOST_NODES, draw, ties_of
from annotator.comparison.stance.nodes import Node
from annotator.vocabulary.models import Entity, Label
from tests.comparison.kept import keep_up
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

NOW = datetime(2024, 3, 14, tzinfo=UTC)
POST = "The reckless plan failed. Omar called the plan brilliant. Omar feared the plan.\n"
MERIDIAN = "A splendid plan, we think. =Ministry backs the plan.\n"
PAGES = ["stance", "stance_passages", "network", "stance_graphml", "stance_csv", "names_csv"]


@pytest.fixture
def omar(db):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza")


@pytest.fixture
def plan(db):
    return Entity.objects.create(slug="the-plan", name="The plan")


@pytest.fixture
def ministry(db):
    return Entity.objects.create(slug="ministry", name="The <Ministry>", wikidata="Q1")


@pytest.fixture
def papers(story, labels, ada, bo, omar, plan, ministry):
    Label.objects.create(slug="entity-organisation", kind="entity", name="Organisation")
    Label.objects.create(slug="stance-neutral", kind="stance", name="Neutral", polarity=0)
    post = make_article(story, "The Harbour Post", "In the Post", POST)
    meridian = make_article(story, "Daily Meridian", "In the Meridian", MERIDIAN)
    for who in (ada, bo):
        mark(post, who, "reckless plan", "stance-against", stance_target=plan)
    mark(post, ada, "brilliant", "stance-favour", stance_holder=omar, stance_target=plan)
    mark(post, ada, "feared", "stance-against", stance_holder=omar, stance_target=plan)
    mark(post, ada, "Omar", "entity-person", entity=omar)
    mark(meridian, ada, "splendid plan", "stance-favour", stance_target=plan)
    mark(meridian, ada, "backs", "stance-favour", stance_holder=ministry, stance_target=plan)
    mark(meridian, ada, "=Ministry", "entity-organisation", entity=ministry)
    mark(meridian, ada, "we think", "stance-neutral")
    submit(post, ada, bo)
    submit(meridian, ada)
    return post, meridian


def opened(client, story, name="stance", query="", status=200):
    keep_up(story)
    response = client.get(reverse(f"comparison:{name}", args=[story.slug]) + query)
    assert response.status_code == status
    return response


def rows_of(response) -> list[str]:
    body = response.content.decode()
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", body, flags=re.DOTALL)[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


def test_own_voice_stands_apart_and_a_place_counts_once(as_user, cy, story, papers):
    assert rows_of(opened(as_user(cy), story)) == [
        "In the articles’ own voice",
        # two readers of one place are one stance; the sources are Meridian, then Post
        "own voice The plan −1 +1 +1 −1",
        "own voice no target given ·1 ·1",
        "Speakers",
        "Omar Reza The plan −1 +1 −1 +1",
        "The &lt;Ministry&gt; The plan +1 +1",
    ]


def test_a_bar_is_drawn_to_its_sides(as_user, cy, story, papers):
    body = opened(as_user(cy), story).content.decode()
    omar = next(row for row in body.split("<tr>") if "<bdi>Omar Reza" in row)
    whole = re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="4" width="([\d.]+)"', omar)[:2]
    # the axis is at 62: the one against ends there, the one in favour begins there
    assert whole == [("against", "2.0", "60.0"), ("favour", "62.0", "60.0")]
    assert 'aria-label="1 against, 1 in favour"' in omar
    assert "style=" not in body


def test_every_bar_opens_as_many_passages_as_it_counts(as_user, cy, story, papers):
    client = as_user(cy)
    body = opened(client, story).content.decode()
    bars = re.findall(r'class="bar-of" href="([^"]+)" aria-label="([^"]+)"', body)
    assert len(bars) == 9
    for address, told in bars:
        page = client.get(address.replace("&amp;", "&"))
        assert page.status_code == 200
        wanted = sum(map(int, re.findall(r"\d+", told)))
        assert len(page.context["passages"]) == wanted, address


def test_a_passage_is_a_sentence_with_its_link(as_user, cy, story, papers, omar):
    query = f"?holder={omar.pk}&polarity="
    against = opened(as_user(cy), story, "stance_passages", f"{query}-1").content.decode()
    assert "feared" in against.split("<ol")[1]
    body = opened(as_user(cy), story, "stance_passages", f"{query}1").content.decode()
    assert "Omar called the plan <b>brilliant</b>." in body
    settle = reverse("reconciliation:settle", args=[papers[0].pk])
    assert f'href="{settle}?at={POST.index("brilliant")}"' in body
    assert "feared" not in body.split("<ol")[1]


@pytest.mark.parametrize(
    "query, rows",
    [
        ("?voice=own", 3),
        ("?voice=speakers", 3),
        ("?holder={omar}", 2),
        ("?target={plan}", 5),
        ("?source={meridian}", 5),
        ("?source={meridian}&voice=speakers", 2),
    ],
)
def test_filters(as_user, cy, story, papers, omar, plan, query, rows):
    query = query.format(omar=omar.pk, plan=plan.pk, meridian=papers[1].source_id)
    assert len(rows_of(opened(as_user(cy), story, query=query))) == rows


@pytest.mark.parametrize(
    "sort, first", [("", "The"), ("divided", "Omar"), ("holder", "Omar"), ("target", "Omar")]
)
def test_sorts(as_user, ada, cy, story, papers, plan, ministry, sort, first):
    for words in ("the plan", "backs the plan"):
        details = {"stance_holder": ministry, "stance_target": plan}
        mark(papers[1], ada, words, "stance-favour", **details)
    rows = rows_of(opened(as_user(cy), story, query=f"?sort={sort}"))
    assert rows[rows.index("Speakers") + 1].startswith(first)


@pytest.mark.parametrize("name", ["stance", "stance_passages", "network", "stance_graphml"])
def test_a_choice_that_is_not_offered(as_user, cy, story, papers, name):
    assert opened(as_user(cy), story, name, "?holder=junk", status=422)


def test_the_network(as_user, cy, story, papers):
    body = opened(as_user(cy), story, "network").content.decode()
    ties = re.findall(r'<path class="tie (\w+)" d="M[^"]+" stroke-width="[^"]+" marker-end', body)
    assert sorted(ties) == ["against", "divided", "favour", "favour", "neutral"]
    assert "Omar Reza → The plan: 1 against, 1 in favour" in body
    assert "The &lt;Ministry&gt; → The plan: 1 in favour" in body
    assert "Daily Meridian → no target given: 1 neutral" in body


def picture(given, around=""):
    return draw(ties_of(given, around), lambda node: f"?around={node.key}")


def cells_of(body):
    """Return the rows of the table of ties, each as the words of its cells."""
    found = body.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    cells = [re.split(r"</t[hd]>", row)[:-1] for row in found]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


def test_the_table_beside_it_has_the_same_ties(as_user, cy, story, papers):
    client = as_user(cy)
    rows = cells_of(opened(client, story, "network").content.decode())
    assert rows == [
        ["Omar Reza", "The plan", "1", "", "1", "2"],
        ["Daily Meridian own voice", "The plan", "", "", "1", "1"],
        ["Daily Meridian own voice", "no target given", "", "1", "", "1"],
        ["The <Ministry>", "The plan", "", "", "1", "1"],
        ["The Harbour Post own voice", "The plan", "1", "", "", "1"],
    ]
    body = opened(client, story, "network", "?sort=neutral").content.decode()
    assert cells_of(body)[0][1] == "no target given"
    assert body.count("aria-sort") == 1
    passages = re.findall(r'<a href="([^"]+)">\d+</a>', body.replace("&amp;", "&"))
    for leads, row in zip(passages, cells_of(body), strict=True):
        assert client.get(leads).context["page"].paginator.count == int(row[-1])


def test_a_name_is_drawn_with_its_neighbours(as_user, cy, story, papers, omar):
    client = as_user(cy)
    body = opened(client, story, "network", f"?sort=holder&around={omar.pk}").content.decode()
    assert cells_of(body) == [["Omar Reza", "The plan", "1", "", "1", "2"]]
    assert body.count('<circle class="node"') == 2
    # What is drawn leads on, and keeps what was chosen but the name.
    plan_of = re.search(r'<a href="([^"]+)" tabindex="-1">(?:(?!</a>).)*>The plan<', body)[1]
    plan_of = unescape(plan_of)
    assert plan_of.startswith("?sort=holder&around=")
    assert len(cells_of(opened(client, story, "network", plan_of).content.decode())) == 4
    own = f"?around=source:{papers[1].source_id}"
    assert len(cells_of(opened(client, story, "network", own).content.decode())) == 2
    opened(client, story, "network", "?around=target:none")
    opened(client, story, "network", "?around=junk", status=422)


def test_what_is_between_neighbours_is_drawn_too():
    one, two, three, far = (Node(name, name, "") for name in ("one", "two", "three", "far"))
    given = [(one, two, {1: 1}), (two, three, {1: 1}), (three, one, {-1: 1}), (three, far, {1: 1})]
    shown = {(tie.holder, tie.target) for tie in ties_of(given, "one")}
    assert shown == {(one, two), (two, three), (three, one)}


def test_the_picture_is_the_same_each_time_and_stays_readable():
    hub = Node("hub", "Hub", "")
    spokes = [Node(f"n-{number}", f"Node {number}", "") for number in range(80)]
    given = [(one, hub, {1: 1}) for one in spokes] + [(one, hub, {-1: 1}) for one in spokes[:5]]
    drawn = picture(given)
    assert drawn == picture(reversed(given))
    assert (drawn.shown, drawn.nodes) == (MOST_NODES, 81)
    assert drawn.picture.count('class="tie divided"') == 5
    places = re.findall(r'<circle class="node" cx="([\d.]+)" cy="([\d.]+)"', drawn.picture)
    assert len(set(places)) == MOST_NODES
    wide, high = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn.picture).groups()
    assert all(0 < float(x) < int(wide) and 0 < float(y) < int(high) for x, y in places)


def test_one_lonely_node_can_be_drawn():
    one = Node("one", "One", "")
    assert picture([(one, one, {0: 1})]).picture.count("<circle") == 1


def test_graphml_is_one_edge_a_statement(as_user, cy, story, papers):
    response = opened(as_user(cy), story, "stance_graphml")
    graph = nx.parse_graphml(response.getvalue().decode(), force_multigraph=True)
    assert graph.number_of_edges() == 6
    assert graph.nodes["ministry"] == {"name": "The <Ministry>", "kind": "organisation"}
    edges = {one["quote"]: one for _, _, one in graph.edges(data=True)}
    backs = edges["backs"]
    assert (backs["organisation"], backs["person"]) == ("The <Ministry>", "")
    assert (backs["concept"], backs["agreement"]) == ("The plan", 1)
    assert (backs["date"], backs["document"]) == ("2022-02-24", "In the Meridian")
    assert backs["text_sha256"] == papers[1].text_sha256
    assert MERIDIAN[backs["start"] : backs["end"]] == "backs"
    assert edges["feared"]["person"] == "Omar Reza"
    # its own voice is the outlet's
    assert edges["reckless plan"]["organisation"] == "The Harbour Post"


def table(client, story, name):
    response = opened(client, story, name)
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def test_stance_csv(as_user, cy, story, papers):
    rows = table(as_user(cy), story, "stance_csv")
    assert [(row["quote"], row["polarity"], row["voice"]) for row in rows] == [
        ("reckless plan", "-1", "own"),
        ("brilliant", "1", "speaker"),
        ("feared", "-1", "speaker"),
        ("splendid plan", "1", "own"),
        ("we think", "0", "own"),
        ("backs", "1", "speaker"),
    ]
    assert [row["annotators"] for row in rows] == ["2", "1", "1", "1", "1", "1"]
    texts = {str(one.pk): one for one in papers}
    for row in rows:
        article = texts[row["article_id"]]
        assert article.text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert (row["text_sha256"], row["source"]) == (article.text_sha256, article.source.name)


def test_names_csv(as_user, cy, story, papers):
    rows = table(as_user(cy), story, "names_csv")
    assert [(row["quote"], row["entity"], row["entity_wikidata"]) for row in rows] == [
        ("Omar", "omar-reza", ""),
        # no spreadsheet runs it
        ("'=Ministry", "ministry", "Q1"),
    ]


@pytest.mark.parametrize("name", PAGES)
def test_what_one_is_still_to_read_is_nowhere(as_user, cy, story, papers, name):
    client = as_user(cy)
    seen = opened(client, story, name).getvalue().decode()
    assert "Ministry" in seen
    assign(papers[1], cy)
    assert "Ministry" not in opened(client, story, name).getvalue().decode()


@pytest.mark.parametrize("name", ["stance", "stance_passages", "network"])
def test_nothing_marked(as_user, cy, story, article, name):
    body = opened(as_user(cy), story, name).content.decode()
    assert "No stance is marked" in body or "There is no such passage" in body


@pytest.mark.parametrize("name", PAGES)
def test_statements_do_not_grow(
    as_user, ada, cy, story, papers, django_assert_max_num_queries, name
):
    client = as_user(cy)
    opened(client, story, name).getvalue()
    for number in range(12):
        one = make_article(story, f"Paper {number}", f"No. {number}", f"Person {number}\n")
        entity = Entity.objects.create(slug=f"e-{number}", name=f"Person {number}")
        mark(one, ada, "Person", "stance-favour", stance_holder=entity, stance_target=entity)
        mark(one, ada, f"Person {number}", "entity-person", entity=entity)
        submit(one, ada)
    keep_up(story)
    with django_assert_max_num_queries(15):
        client.get(reverse(f"comparison:{name}", args=[story.slug])).getvalue()


def test_whole_articles_stand_apart_by_source_and_narrowed(
    as_user, ada, bo, cy, story, papers, plan
):
    Label.objects.filter(kind="stance").update(of_articles=True)
    post, meridian = papers
    for who in (ada, bo):
        said_of_whole(post, who, "stance-against", plan)
    said_of_whole(post, bo, "stance-neutral", plan)
    said_of_whole(meridian, ada, "stance-favour", None)
    client = as_user(cy)
    rows = opened(client, story).context["overall"]
    told = {
        row.toward: [(name, [side.words for side in sides]) for name, sides in row.outlets]
        for row in rows
    }
    assert told == {
        "The plan": [("Daily Meridian", []), ("The Harbour Post", ["1 against", "1 neutral"])],
        "": [("Daily Meridian", ["1 in favour"]), ("The Harbour Post", [])],
    }
    assert "Of whole articles" in opened(client, story).content.decode()
    assert [
        row.toward for row in opened(client, story, query=f"?target={plan.pk}").context["overall"]
    ] == ["The plan"]
    assert opened(client, story, query="?voice=speakers").context["overall"] == []
    assign(post, cy)
    assert [row.toward for row in opened(client, story).context["overall"]] == [""]


def said_of_whole(article, by, label, target):
    """Said in a reading that is submitted already, beneath the actions."""
    Annotation.everything.create(
        article=article, annotator=by, kind="stance", label_id=label, stance_target=target,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
