"""Stances as GEXF, GraphML and DNA's event list: read back by other programs, and by hand."""

import csv
import io

import networkx as nx
import pytest
from lxml import etree

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.stance.graphml import graphml
from annotator.comparison.stance.nodes import NOBODY, Node, StanceStatement
from annotator.exchange.formats.document import Vocabulary
from annotator.exchange.formats.format import Outgoing
from annotator.exchange.formats.networks.dna import COLUMNS, dna
from annotator.exchange.formats.networks.gexf import gexf
from annotator.exchange.formats.outgoing import filters_of, outgoing, written
from annotator.exchange.formats.registry import format_named
from tests.conftest import make_article
from tests.exchange.formats.documents import PIECES
from tests.reconciliation.conftest import mark, submit

OMAR = Node("omar", "Omar <Reza> & \x01 Söhne", "person")
MINISTRY = Node("ministry", '=Ministry; of "War"', "organisation")
POST = Node("source:1", "The Harbour Post", "source", True)
PLAN = Node("plan", "the plan", "")
G = {"g": "http://gexf.net/1.3"}


def says(holder, target, polarity, date="2022-02-24", text="🎉 so bad, “he”\nsaid", start=2, end=8, article=1, source="The Post"):  # fmt: skip
    quote = text[start:end]
    wide = [sum(c > "\uffff" for c in part) for part in (text[:start], quote)]
    return StanceStatement(
        holder, target, polarity, date, "In the Post", source, "https://p.example/1?a&b", "ab12",
        quote, start, end, article, "By A. B.", *wide,
    )  # fmt: skip


def parsed(pieces) -> etree._Element:
    return etree.fromstring("".join(pieces).encode())


def test_gexf_has_an_edge_a_side_dated_and_typed():
    root = parsed(
        gexf(
            [
                says(OMAR, PLAN, 1),
                says(OMAR, PLAN, 1, date="2022-03-01", article=2, source="Meridian"),
                says(OMAR, PLAN, 1, date="2022-03-01", article=2, source="Meridian"),
                says(OMAR, PLAN, -1),
                says(POST, NOBODY, 0, date=""),
            ],
            "A <story>",
        )
    )
    graph = root.find("g:graph", G)
    assert dict(graph.attrib) == {
        "mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date",
        "timerepresentation": "timestamp",
    }  # fmt: skip
    edges = graph.findall("g:edges/g:edge", G)
    assert [(e.get("source"), e.get("target"), e.get("kind"), e.get("weight")) for e in edges] == [
        ("omar", "plan", "in favour", "3"),
        ("omar", "plan", "against", "1"),
        ("source:1", "target:none", "neutral", "1"),
    ]
    days = [[s.get("timestamp") for s in e.findall("g:spells/g:spell", G)] for e in edges]
    assert days == [["2022-02-24", "2022-03-01"], ["2022-02-24"], []]
    said = {v.get("for"): v.get("value") for v in edges[0].findall("g:attvalues/g:attvalue", G)}
    assert said == {
        "agreement": "1", "statements": "3", "articles": "2", "sources": "Meridian; The Post",
        "first": "2022-02-24", "last": "2022-03-01",
    }  # fmt: skip


def test_networkx_reads_gexf_with_its_types():
    text = "".join(gexf([says(OMAR, PLAN, 1), says(MINISTRY, OMAR, -1)], "T"))
    graph = nx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    assert graph.nodes["omar"]["label"] == "Omar <Reza> & \ufffd Söhne"
    assert (graph.nodes["omar"]["taken"], graph.nodes["omar"]["received"]) == (1, 1)
    assert graph.nodes["omar"]["outlet"] is False
    assert graph.edges["ministry", "omar"]["agreement"] == -1


def test_graphml_keeps_every_character_that_xml_has():
    quote = "".join(PIECES) + "\r"
    one = says(OMAR, MINISTRY, 0)._replace(quote=quote)
    graph = nx.parse_graphml("".join(graphml([one, one])), force_multigraph=True)
    edges = [data for *_, data in graph.edges(data=True)]
    assert [edge["quote"] for edge in edges] == [quote, quote]
    assert (edges[0]["person"], edges[0]["agreement"]) == ("Omar <Reza> & \ufffd Söhne", 0)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def test_dna_counts_like_java_and_knows_yes_and_no():
    """The columns are those of DNA's own exporter, in its order."""
    text = "".join(
        dna([says(OMAR, PLAN, 1), says(MINISTRY, PLAN, -1), says(POST, PLAN, 0, date="")])
    )
    assert text.partition("\r\n")[0].replace('"', "").split(";")[:16] == [
        "statement_id", "time", "person", "organization", "concept", "agreement",
        "start_position", "stop_position", "text", "coder", "document_id", "document_title",
        "document_author", "document_source", "document_section", "document_type",
    ]  # fmt: skip
    assert text.split("\r\n")[1].startswith('1;"2022-02-24 00:00:00";"Omar')
    omar, ministry, post = rows_of(text)
    assert [row["agreement"] for row in (omar, ministry, post)] == ["1", "0", ""]
    assert [row["polarity"] for row in (omar, ministry, post)] == ["1", "-1", "0"]
    # The emoji before the words is two of Java's characters.
    assert (omar["start"], omar["end"]) == ("2", "8")
    assert (omar["start_position"], omar["stop_position"], omar["text"]) == ("3", "9", "so bad")
    assert (ministry["person"], ministry["organization"]) == ("", '\'=Ministry; of "War"')
    assert (post["organization"], post["time"]) == ("The Harbour Post", "")


def test_many_statements_come_in_pieces():
    pieces = list(dna(says(OMAR, PLAN, 1) for _ in range(1000)))
    assert len(pieces) == 3
    assert len(rows_of("".join(pieces))) == 1000
    assert rows_of("".join(dna([]))) == []
    assert tuple(csv.reader([next(dna([]))], delimiter=";").__next__()) == COLUMNS


@pytest.fixture
def papers(story, labels, ada):
    """One article is settled, of the other only a reading is there."""
    made = []
    for name, words in (("The Harbour Post", "we praise it"), ("Daily Meridian", "they blame it")):
        article = make_article(story, name, f"In {name}", f"🎉 {words}, all of us.\n")
        label = "stance-favour" if "praise" in words else "stance-against"
        mark(article, ada, words, label)
        submit(article, ada)
        made.append(article)
    Annotation.objects.filter(article=made[0]).update(layer="gold")
    ArticleProgress.objects.filter(article=made[0]).update(stage=Stage.FINISHED)
    return made


def file_of(name: str, story, **filters) -> str:
    one = format_named(name)
    form = filters_of(one, filters, story, None)
    assert form.is_valid(), form.errors
    return b"".join(written(one, outgoing(one, [story], form))).decode()


@pytest.mark.django_db
def test_dna_has_what_is_settled_alone_and_the_networks_what_counts(story, papers):
    assert [row["text"] for row in rows_of(file_of("dna", story))] == ["we praise it"]
    for name, times in (("graphml", 2), ("gexf", 2)):
        assert file_of(name, story).count("</edge>") == times
    assert file_of("graphml", story, source="daily-meridian").count("</edge>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["graphml", "gexf", "dna"])
def test_what_is_still_to_be_read_is_in_no_file(story, papers, name):
    assert "Harbour Post" in file_of(name, story)
    one = format_named(name)
    out = Outgoing(
        lambda: iter(()), Vocabulary, portion=Portion([story], frozenset({papers[0].pk}))
    )
    assert "Harbour Post" not in b"".join(written(one, out)).decode()


@pytest.mark.django_db
def test_statements_do_not_grow_with_a_batch(story, papers, ada, django_assert_max_num_queries):
    def statements() -> int:
        with django_assert_max_num_queries(20) as counted:
            file_of("gexf", story)
        return len(counted)

    few = statements()
    for number in range(5):
        article = make_article(story, f"Paper {number}", "T", f"They blame it, no. {number}.\n")
        mark(article, ada, "They blame it", "stance-against")
        submit(article, ada)
    assert statements() == few
