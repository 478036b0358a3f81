"""What is exported can be imported into an empty desk, and gives the same rows again."""

import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.annotations.recording.bulk_insert import store_assignments, store_many
from annotator.exchange.imports.actions import import_labels, import_readings
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Entity, Question
from articles.models import Article, Source, Story
from tests.exchange.conftest import exported, rows_in

# What breaks naive tools: astral letters, marks that combine, both directions, quotes, formulas.
PIECES = ["🎉", "👨‍👩‍👧", "e\u0301", "שלום", "پائپ لائن", "\u202b", ",", '"', "'", "=1+1", "+", "-5", "@x", "\t", "\n", "\n\n",
          " ", "naïve", "中文", ";", "\\", "’", "\ufeff", "a"]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
TEXT = WORDS.filter(lambda text: text.removeprefix("\ufeff").strip())
LINE = WORDS.map(lambda text: text.replace("\n", "")).filter(str.strip)
CELL = st.one_of(
    st.just(""),
    WORDS,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
)
MOMENT = st.integers(0, 10**15).map(
    lambda n: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)
)
NUMBER = st.sampled_from(["", "-5", "0", "1100.25"])


@st.composite
def marks(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    common = {"start": start, "end": end, "note": draw(CELL), "flag": draw(CELL), "created_at": draw(MOMENT), "updated_at": draw(MOMENT),
              "layer": draw(st.sampled_from([Layer.READING, Layer.GOLD]))}  # fmt: skip
    if draw(st.booleans()):
        return common | {
            "label_id": "entity-person",
            "kind": "entity",
            "linked": draw(st.booleans()),
        }
    answer = {name: draw(CELL) for name in ("value", "scope", "answer_key")} | {
        "unit": draw(CELL)[:30]
    }
    ends = {
        "value_low": draw(NUMBER),
        "value_high": draw(NUMBER),
        "as_of": draw(st.sampled_from(["", "1999", "1999-04", "1999-04-12"])),
    }
    return (
        common
        | answer
        | ends
        | {"label_id": "claim-quantity", "kind": "claim", "asked": draw(st.booleans())}
    )


@st.composite
def desks(draw):
    texts = draw(
        st.lists(TEXT, min_size=1, max_size=2, unique_by=lambda text: text.removeprefix("\ufeff"))
    )
    return {
        "source": draw(LINE), "entity": draw(LINE), "question": draw(LINE),
        "articles": [(draw(LINE), text, draw(st.lists(marks(text.removeprefix("\ufeff")), max_size=4))) for text in texts],
    }  # fmt: skip


def stored_articles(desk) -> list[Article]:
    story = Story.objects.create(slug="-story", title="Story")
    source = Source.objects.create(slug="source", name=desk["source"])
    articles = []
    for title, text, _ in desk["articles"]:
        article = Article(story=story, source=source, title=title, text=text)
        article.full_clean()
        article.save()
        articles.append(article)
    return articles


def fill(desk, articles) -> None:
    user = User.objects.create(username="@ada")
    Membership.objects.create(story=articles[0].story, user=user, annotator=True)
    entity = Entity.objects.create(slug="-entity", name=desk["entity"], wikidata="Q42")
    question = Question.objects.create(
        story=articles[0].story, slug="question", wording=desk["question"], type="quantity"
    )
    for article, (_, _, wanted) in zip(articles, desk["articles"], strict=True):
        at = datetime(2022, 1, 1, tzinfo=UTC)
        store_assignments(
            [
                Assignment(
                    article=article,
                    annotator=user,
                    state="submitted",
                    assigned_at=at,
                    submitted_at=at,
                )
            ],
            [],
            None,
        )
        annotations = []
        for part, given_details in enumerate(wanted):
            details = dict(given_details)
            linked, asked = details.pop("linked", False), details.pop("asked", False)
            annotations.append(
                Annotation(id=uuid.uuid4(), article=article, annotator=user, part=part, quote=article.text[details["start"]:details["end"]],
                           entity=entity if linked else None, said_by=entity if asked else None, question=question if asked else None,
                           **details)
            )  # fmt: skip
        store_many(annotations, user)


def rows(text: str) -> list[dict[str, str]]:
    """The rows without the one column that another desk numbers anew."""
    found = [
        {name: cell for name, cell in row.items() if name != "article_id"} for row in rows_in(text)
    ]
    return sorted(found, key=lambda row: row.get("annotation_id", row["text_sha256"]))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(desk=desks())
def test_the_round_trip_is_the_identity(desk, labels):
    with transaction.atomic():
        fill(desk, stored_articles(desk))
        before = exported(), exported("export_readings")
        transaction.set_rollback(True)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        paths = [Path(folder, name) for name in ("labels.csv", "readings.csv")]
        for path, text in zip(paths, before, strict=True):
            path.write_bytes(text.encode())
        stored_articles(desk | {"articles": desk["articles"][::-1]})  # other numbers
        import_readings(paths[1:], create=True)
        import_labels(paths[:1], create=True)
        after = exported(), exported("export_readings")
        again = import_labels(paths[:1])
        transaction.set_rollback(True)
    assert [rows(text) for text in after] == [rows(text) for text in before]
    assert again.stored == 0
    assert sum(len(marks) for _, _, marks in desk["articles"]) == len(rows(after[0]))
