"""Load the demo desk: a story that the project made up, its people and their readings.

`manifest.json` holds the story and what is settled, `articles/` the texts, `readings/` who marked
what, each mark by its quote and, where the words come twice, by which of them is meant.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import OPEN
from annotator.annotations.recording import actions as recording_actions
from annotator.annotations.revision.actions import revise
from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.comparison.shared_wording.losses import refresh_losses
from annotator.desk.demo.machine import bring_leads, let_it_read, show_its_lane
from annotator.desk.demo.passwords import KNOWN, own_password
from annotator.desk.demo.settle import settle
from annotator.people.models import Membership, User
from annotator.vocabulary.actions import get_or_make_question, load_default_labels
from annotator.vocabulary.models import Alias, Entity, Question
from articles.actions import make_story, store
from articles.intake.drafts import Draft
from articles.models import Article, Story
from articles.versions.actions import NewText

HERE = Path(__file__).parent
ENTITY_COLUMNS = frozenset({"entity", "said_by", "stance_holder", "stance_target"})
ANCHOR = frozenset({"by", "label", "quote", "occurrence", "part"})


class DemoRefused(Exception):
    """The demo does not belong into this database; the message says why."""


class DemoBroken(ValueError):
    """The demo's files do not fit one another; the message names the place."""


def manifest() -> dict[str, Any]:
    """Return the story, its people, questions and entities, and the names of its articles in
    order."""
    return _read(HERE / "manifest.json")


def accounts() -> list[tuple[str, str]]:
    """Return each demo account's username and what it may do."""
    people = manifest()["people"]
    return [(p["username"], ", ".join(p["roles"]) or "superuser: the admin") for p in people]


def demo_story() -> Story | None:
    """Return the demo's story, or None where the demo is not loaded."""
    return Story.objects.filter(slug=manifest()["story"]["slug"]).first()


def load_demo(*, reached: bool = False) -> bool:
    """Load the demo, all or nothing. Return False, with nothing changed, where it is there already.

    `reached`: others may reach it, so that its accounts get a password of its own. Raises
    DemoRefused where the database has accounts: the demo's password is known to everyone.
    """
    told = manifest()
    if demo_story():
        return False
    if User.objects.exists():
        raise DemoRefused(
            "This database has accounts of its own, and the demo's password is known to "
            "everyone. Give the demo an empty database: unset DATABASE_URL."
        )
    with transaction.atomic():
        load_default_labels()
        loading = _Loading(told, reached)
        loading.run()
    # Who opens it finds it compared, before a worker has looked for what to do.
    refresh(loading.story)
    refresh_rows(loading.story)
    refresh_losses(loading.story)
    return True


def span_of_quote(text: str, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """Return where the quote stands, in code points; `occurrence` counts from 1.

    Raises DemoBroken where the text does not have it that often.
    """
    start = -1
    for _ in range(occurrence):
        start = text.find(quote, start + 1)
        if start < 0 or not quote:
            raise DemoBroken(f"“{quote}” does not stand {occurrence} time(s) in “{text[:40]}…”.")
    return start, start + len(quote)


class _Loading:
    """One run of the loader, with what it has made so far."""

    def __init__(self, told: dict[str, Any], reached: bool) -> None:
        self.told = told
        self.story = make_story(**told["story"])
        self.password = own_password(self.story) if reached else KNOWN
        self.users = {row["username"]: self._person(row) for row in told["people"]}
        self.manager = self.users["mo"]
        self.questions = {
            row["slug"]: get_or_make_question(self.story, by=self.manager, **row)
            for row in told["questions"]
        }
        self.entities = {row["slug"]: self._entity(row) for row in told["entities"]}

    def run(self) -> None:
        """Store the articles, let the machine read them, then people, then what is settled."""
        readings = {
            name: _read(HERE / "readings" / f"{name}.json") for name in self.told["articles"]
        }
        drafts = {name: _draft(name, row) for name, row in readings.items()}
        store(self.story, list(drafts.values()))
        machine = let_it_read(self.story, self.manager)
        there = Article.objects.filter(story=self.story)
        stored = {article.text_sha256: article for article in there}
        for begun_later in (False, True):
            for name, draft in drafts.items():
                self._readings(name, stored[draft.sha256], readings[name], begun_later)
            show_its_lane(machine, self.manager)
        for row in self.told["settled"]:
            settle(stored[drafts[row["article"]].sha256], row, self.users)
        for row in self.told["corrected"]:
            article = stored[drafts[row["article"]].sha256]
            revise(article, self.manager, _corrected(article, row))
        bring_leads(self.story, self.manager)

    def _person(self, row: Mapping[str, Any]) -> User:
        first, _, last = row["name"].partition(" ")
        make = User.objects.create_user if row["roles"] else User.objects.create_superuser
        email = f"{row['username']}@example.org"
        user = make(row["username"], email, self.password, first_name=first, last_name=last)
        if row["roles"]:
            membership = Membership(
                story=self.story, user=user, **dict.fromkeys(row["roles"], True)
            )
            membership.full_clean()
            membership.save()
        return user

    def _entity(self, row: Mapping[str, Any]) -> Entity:
        entity = Entity(slug=row["slug"], name=row["name"], description=row["description"])
        entity._history_user = self.manager  # type: ignore[attr-defined]
        entity.full_clean()
        entity.save()
        for name in row["aliases"]:
            alias = Alias(entity=entity, name=name)
            alias._history_user = self.manager  # type: ignore[attr-defined]
            alias.save()
        return entity

    def _readings(
        self, name: str, article: Article, told: Mapping[str, Any], begun_later: bool
    ) -> None:
        """Assign, mark and submit, as far as each of the article's readings has come; those that
        were begun later are the ones that are still to be submitted."""
        for username, state in told["readings"].items():
            if (state in OPEN) != begun_later:
                continue
            reader = self.users[username]
            assignment = assignments_actions.assign(article, reader, self.manager)
            if state == "withdrawn":
                assignments_actions.withdraw(assignment, self.manager, told["reason"])
                continue
            for number, mark in enumerate(told["marks"]):
                if username in mark["by"].split():
                    self._mark(f"{name}/{username}/{number}", article, reader, mark)
            for number, row in enumerate(told["whole"]):
                if username in row["by"].split():
                    self._whole(f"{name}/{username}/whole/{number}", article, reader, row)
            if state == "submitted":
                assignments_actions.submit(article, reader)

    def _mark(self, key: str, article: Article, reader: User, mark: Mapping[str, Any]) -> None:
        start, end = span_of_quote(article.text, mark["quote"], mark.get("occurrence", 1))
        details = {
            column: self._detail(column, value)
            for column, value in mark.items()
            if column not in ANCHOR
        }
        recording_actions.highlight(
            article,
            reader,
            id=uuid5(NAMESPACE_URL, f"annotator-demo/{key}"),
            label=mark["label"],
            start=start,
            end=end,
            quote=mark["quote"],
            part=mark.get("part", 0),
            details=details,
        )

    def _whole(self, key: str, article: Article, reader: User, told: Mapping[str, Any]) -> None:
        target = self.entities[told["target"]] if "target" in told else None
        details = {"stance_target": target, "note": told.get("note", "")}
        id = uuid5(NAMESPACE_URL, f"annotator-demo/{key}")
        recording_actions.label_document(
            article, reader, id=id, label=told["label"], details=details
        )

    def _detail(self, column: str, value: str) -> str | Entity | Question:
        if column == "question":
            return self.questions[value]
        return self.entities[value] if column in ENTITY_COLUMNS else value


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _corrected(article: Article, row: Mapping[str, Any]) -> NewText:
    text = (HERE / "corrected" / f"{row['article']}.txt").read_text(encoding="utf-8")
    day = date.fromisoformat(row["dated_on"])
    return NewText(article.title, text, dated_on=day, is_noted=row["is_noted"], note=row["note"])


def _draft(name: str, told: Mapping[str, Any]) -> Draft:
    return Draft(
        place=name,
        source=told["source"],
        title=told["title"],
        byline=told["byline"],
        language=told["language"],
        published_on=date.fromisoformat(told["published_on"]),
        text=(HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8"),
    )
