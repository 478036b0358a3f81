"""A story of which every table has something to tell, made beneath the actions."""

from typing import NamedTuple

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.revision.actions import revise
from annotator.comparison.models import Lead, LeadImport, LeadVerdict, Ruling
from annotator.machines.models import MachineReader, MachineReading, StoryReader
from annotator.machines.suggestions.arm import Arm
from annotator.people.models import User
from annotator.reconciliation.machine_figures.comparison import ArticleComparison
from annotator.reconciliation.machine_figures.standing import Standing
from annotator.reconciliation.models import Decision, MachineComparison
from annotator.vocabulary.models import CodebookEdition, Entity, Label, Question
from articles.models import Article, Source, Story, Version
from articles.versions.actions import NewText
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask
from tests.conftest import make_article
from tests.exchange.settled import decide
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark, submit

WIRE = " ".join(f"w{n}" for n in range(40))
POST = (
    f"=Omar Reza opened it. It is =1,100 km long. It will be =2,000 km long. =We praise him.\n"
    f"=Nobody knows the cost. {WIRE}.\n"
)
GLOBE = "=Omar came. In July it is =2,000 km long. =They blame him. =Somebody knows the cost.\n"


class FullDesk(NamedTuple):
    """Three articles: the first is read by Ada and Bo, one place of it settled; the second prints
    the same words a day later; the third is of July, and judges what the first foretells."""

    post: Article
    copy: Article
    globe: Article


def make(story: Story, ada: User, bo: User, cy: User) -> FullDesk:
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", wikidata="Q42")
    length = ask(story)
    post = make_article(story, "The Harbour Post", "In the Post", POST)
    copy = make_article(story, "Daily Meridian", "In the Meridian", POST + "Printed again.\n")
    globe = make_article(story, "The Globe", "In the Globe", GLOBE)
    Article.objects.filter(pk=copy.pk).update(published_on="2022-02-25")
    Article.objects.filter(pk=globe.pk).update(published_on="2022-07-10")
    Article.objects.update(url="https://outlet.example/1")
    soon = {"modality": "predicted", "as_of": "2022-06"}
    for who in (ada, bo):
        answer(post, who, "=1,100 km", "1100", length)
        answer(post, who, "=2,000 km", "2000", length, **soon)
        answer(globe, who, "=2,000 km", "2000", length, as_of="2022-07")
        for article, name in ((post, "=Omar Reza"), (copy, "=Omar Reza"), (globe, "=Omar")):
            mark(article, who, name, "entity-person", entity=omar)
        mark(post, who, "=Nobody knows", "claim-event", note="So it is.", flag="Is it?")
    mark(post, ada, "=We praise", "stance-favour", stance_holder=omar, stance_target=omar)
    mark(globe, ada, "=They blame", "stance-against", stance_target=omar)
    mark(globe, bo, "=Somebody knows", "claim-event")
    for article in (post, copy, globe):
        submit(article, ada, bo)
    Label.objects.filter(pk="claim-event").update(
        definition="It happened.", example="Omar came.", counterexample="Omar will come."
    )
    now = timezone.now()
    CodebookEdition.objects.create(
        number=1, note="The first.", guidelines="Read all.", published_at=now, published_by=cy
    )
    for who in (ada, bo):
        Annotation.everything.create(
            article=post, annotator=who, kind="stance", label_id="stance-favour",
            stance_target=omar, note="All of it.", created_at=now, updated_at=now,
        )  # fmt: skip
    Assignment.objects.filter(annotator=bo).update(reason="Because.")
    decide(post, cy, "=Omar", 1, reason="He is named.")
    revise(post, cy, NewText(post.title, POST.replace("w39", "w40"), note="So they say."))
    Ruling.objects.create(
        question=length, verdict="state", state="agree", reason="So it is.",
        ruled_by=cy, ruled_at=now,
    )  # fmt: skip
    said = {"asserted_by": "a machine", "id": "lead-1", "question": length.slug}
    [lead] = brought(story, cy, asserted(post, "=1,100 km", globe, "=2,000 km", "=No.", **said))
    LeadVerdict.objects.create(
        lead=lead, verdict="not so", reason="scope", note="So it is.", missing="Nothing.",
        by=cy, at=now,
    )  # fmt: skip
    Lead.objects.filter(pk=lead.pk).update(state="not so")
    _compared(story, cy, post, ada, bo)
    return FullDesk(post, copy, globe)


def read_by_machine(desk: FullDesk, story: Story, by: User) -> StoryReader:
    """Let a machine have read the first article and the third, and marked something of each."""
    wanted = machine_for(
        story, by, model="=of cues", version="=1", prompt="=Mark it.", options={"few": 1}
    )
    length = story.questions.get().slug
    named = span(desk.post, "=Omar Reza", "entity-person", details={"entity": "omar-reza"})
    said = {"question": length, "value": "2,000 km"}
    claim = span(desk.globe, "2,000 km", "claim-quantity", details=said, confidence=0.25)
    read_by(wanted, desk.post, [named], **{"no such words": 2})
    toward = {"stance_target": "omar-reza"}
    blame = span(desk.globe, "=They blame him", "stance-against", details=toward)
    read_by(wanted, desk.globe, [claim, blame])
    MachineReading.objects.filter(article=desk.post).update(why="=It was cut off.")
    return wanted


def _compared(story: Story, by: User, post: Article, ada: User, bo: User) -> None:
    """A machine that suggests, and what was counted of it and the first article."""
    wanted = machine_for(story, by, "=Cues", shows="suggestions")
    arms = [(ada.pk, Arm.WITH, 2.0), (bo.pk, Arm.WITHOUT, 3.0)]
    stood = {"claim": [Standing(ada.pk, 1, 1), Standing(bo.pk, 0, 1), Standing(by.pk, 1, 0)]}
    found = ArticleComparison(arms=arms, standings=stood)
    MachineComparison.objects.create(of=wanted, article=post, stamp="", content=found.packed())


def answer(article: Article, who: User, words: str, number: str, question: Question, **more):
    return mark(
        article, who, words, "claim-quantity", question=question, value=words.strip("="),
        value_low=number, value_high=number, value_bounds="[]", unit="km", scope="of it", answer_key="so much", **more,
    )  # fmt: skip


KEPT = {
    # where it stands is checked when it is written: its words begin with = by themselves
    (Article, "text"), (Annotation, "quote"),
    # what the program writes alone, and reads back
    (Article, "text_sha256"), (Version, "text_sha256"), (Version, "text"), (Decision, "types"), (Ruling, "basis"), (User, "password"),
    (Lead, "key"),
    # read as a number or a unit: otherwise nothing could be compared
    (Question, "unit"), (Annotation, "value_low"), (Annotation, "value_high"),
    (Annotation, "unit"), (Annotation, "as_of"),
    # the key by which annotations name it, and one key of the keyboard
    (Label, "slug"), (Label, "key"),
    # hashes of what a machine is made of, and was given
    (MachineReader, "make"), (MachineReading, "input_hash"),
}  # fmt: skip
TOLD = (
    Story, Source, Article, User, Entity, Question, Annotation, Assignment,
    Decision, Ruling, Version, Label, CodebookEdition, Lead, LeadImport, LeadVerdict,
    MachineReader, MachineReading,
)  # fmt: skip

IN_NO_TABLE = {
    "Source.homepage", "Story.guidelines", "Article.byline", "User.last_name",
    "Entity.description", "Question.scope", "Question.options", "Question.together",
    "Version.url", "LeadImport.refused",
}  # fmt: skip
"""Texts that nobody has written here: no table tells them."""


def fill(sign: str) -> set[str]:
    """Put the sign before every text of the desk that somebody has written; tell what nobody has."""
    empty = set()
    for model in TOLD:
        for field in model._meta.concrete_fields:
            known = field.choices or (model, field.name) in KEPT
            if isinstance(field, CharField | TextField) and not known:
                given = model._base_manager.exclude(**{field.name: ""})
                if not given.update(**{field.name: Concat(Value(sign), F(field.name))}):
                    empty.add(f"{model.__name__}.{field.name}")
    return empty
