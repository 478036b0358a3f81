"""How often the desk proposes right: python -m benchmarks --only proposals --readings FILE …

Every claim of the file is asked for as the browser does, on a desk with the questions alone and on
one where all other articles are settled. Printed are the keys a cell costs after the selection,
where the question stands, and for each detail how many proposals are right, wrong and missing.
"""

import io
import logging
import sys
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from annotator.annotations.models import Annotation, Assignment  # noqa: E402
from annotator.annotations.values.units import unit_named  # noqa: E402
from annotator.people.models import Membership, User  # noqa: E402
from annotator.text import fold  # noqa: E402
from annotator.vocabulary.actions import get_or_make_entity, get_or_make_question  # noqa: E402
from annotator.vocabulary.models import Entity, Question  # noqa: E402
from articles.models import Article, Source, Story  # noqa: E402
from benchmarks.claims import ReadClaim, Readings, read  # noqa: E402

TYPED_SEARCH = 7
"""Keys of a question that is not among the nine: a few letters, an arrow and ⏎."""
TYPED_NAME = 8
DETAILS = ("modality", "said_by", "via", "as_of", "scope")
SHARE = "{:5.1f} %"


class Tally:
    """What came of each kind of proposal, and the keys that each cell costs."""

    def __init__(self) -> None:
        self.places: Counter[str] = Counter()
        self.became: dict[str, Counter[str]] = {}
        self.keys: list[int] = []
        self.misses: list[str] = []

    def note(self, what: str, wanted: str, given: str, right: bool, claim: ReadClaim) -> int:
        """Count one proposal; return 0 where nothing is left to do."""
        became = "right" if right else "wrong" if given else "missing"
        counts = self.became.setdefault(what, Counter())
        counts["silent, rightly" if right and not wanted and not given else became] += 1
        if not right:
            self.misses.append(
                f"{became:7} {what:9} {claim.file[:6]} “{claim.quote[:60]}”: "
                f"{given!r}, not {wanted!r}"
            )
        return 0 if right else 1

    def told(self) -> str:
        """Return the table."""
        cells = len(self.keys) or 1
        three = sum(keys <= 3 for keys in self.keys)
        lines = [
            f"  keys a cell: {sum(self.keys) / cells:.2f} on average, "
            f"{three} of {cells} in three or fewer",
            "  question: "
            + ", ".join(
                f"{name} {SHARE.format(100 * self.places[name] / cells).strip()}"
                for name in ("at 1", "in 1-9", "missing")
            ),
        ]
        proposed = wrong = 0
        for what, counts in self.became.items():
            lines.append(
                f"  {what:9} "
                + ", ".join(f"{number} {became}" for became, number in counts.items())
            )
            proposed += counts["right"] + counts["wrong"]
            wrong += counts["wrong"]
        lines.append(
            f"  wrong of what was proposed: {wrong} of {proposed}, "
            f"{SHARE.format(100 * wrong / (proposed or 1)).strip()}"
        )
        return "\n".join(lines)


class ReadDesk:
    """A story with the questions and articles of the readings, a reader, and what is settled."""

    def __init__(self, readings: Readings, settled: bool) -> None:
        self.readings = readings
        Annotation.everything.all().delete()
        Assignment.objects.all().delete()
        Entity.objects.all().delete()
        Story.objects.filter(slug="proposals").delete() if not Article.objects.exists() else None
        self.story, _ = Story.objects.get_or_create(slug="proposals", title="Proposals")
        self.reader, _ = User.objects.get_or_create(username="reader")
        Membership.objects.get_or_create(story=self.story, user=self.reader, annotator=True)
        self.questions = {asked["question"]: self._question(asked) for asked in readings.questions}
        self.articles = {name: self._article(name) for name in readings.texts}
        if settled:
            for name, aliases in readings.entities.items():
                entity = get_or_make_entity(name, None)
                for alias in aliases:
                    entity.aliases.create(name=alias)
            for place, claim in enumerate(readings.claims):
                self._settle(claim, place)

    def _question(self, asked: dict[str, Any]) -> Question:
        return get_or_make_question(
            self.story, asked["question"], None, type=asked["type"], unit=asked.get("unit", ""),
            scope=asked.get("scope", ""), options="\n".join(asked.get("options", [])),
            whole=asked.get("whole"), many=asked.get("many", False),
            can_change=asked.get("can_change", False),
        )  # fmt: skip

    def _article(self, name: str) -> Article:
        facts = self.readings.facts.get(name, {})
        source, _ = Source.objects.get_or_create(
            name=facts.get("source", name), defaults={"slug": name.lower().replace(".", "-")}
        )
        found = Article.objects.filter(story=self.story, source=source).first()
        if found:
            return found
        article = Article(
            story=self.story, source=source, title=facts.get("title", name)[:500],
            text=self.readings.texts[name], language=facts.get("language", ""),
            published_on=facts.get("published_on") or None,
        )  # fmt: skip
        article.seal()
        article.save()
        article.refresh_from_db()
        return article

    def _settle(self, claim: ReadClaim, place: int) -> None:
        question = self.questions[claim.question]
        said = claim.said
        speakers = {
            name: Entity.objects.get(name=said[name]) if said[name] else None
            for name in ("said_by", "via")
        }
        number = question.type == "quantity" and bool(said["value"])
        key = said["value"] if question.type in {"choice", "yes-no"} else ""
        now = timezone.now()
        Annotation.objects.create(
            article=self.articles[claim.file], layer="gold", annotator=self.reader, kind="claim",
            label_id=claim.label, start=claim.start, end=claim.end, quote=claim.quote,
            part=place % 90,
            question=question, value=claim.quote[:500], answer_key=key, unit=said["unit"],
            value_low=f"{Decimal(said['value']):f}" if number else "", scope=said["scope"],
            created_at=now, updated_at=now, **speakers,
        )  # fmt: skip

    def ask(self, claim: ReadClaim, client: Client, question: str = "") -> dict[str, Any]:
        """Return what the server proposes for a claim, of its article as somebody reads it."""
        article = self.articles[claim.file]
        Assignment.objects.get_or_create(
            article=article, annotator=self.reader, defaults={"assigned_at": timezone.now()}
        )
        asked: dict[str, str | int] = {
            "start": claim.start,
            "end": claim.end,
            "label": claim.label,
            "question": question,
        }
        answer = client.get(f"/articles/{article.pk}/proposals", asked)
        Assignment.objects.filter(article=article).delete()
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} for “{claim.quote}”: {answer.content[:300]!r}")
        told: dict[str, Any] = answer.json()
        return told


def held(desk: ReadDesk, claims: Iterable[ReadClaim]) -> Tally:
    """Ask for each claim and hold what is proposed against what people read."""
    tally = Tally()
    claims = list(claims)
    judged = frozenset(name for name in DETAILS if any(claim.said[name] for claim in claims))
    client = Client()
    client.force_login(desk.reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    for claim in claims:
        told = desk.ask(claim, client)
        slugs = [question["slug"] for question in told["questions"]]
        slug = desk.questions[claim.question].slug
        keys = 2  # the label's key, and ⏎ at the end
        if slug in slugs:
            keys += 1
            tally.places["at 1" if slugs[0] == slug else "in 1-9"] += 1
            if slugs[0] != slug:
                tally.misses.append(
                    f"at {slugs.index(slug) + 1} {claim.question} “{claim.quote[:70]}”"
                )
        else:
            keys += TYPED_SEARCH
            tally.places["missing"] += 1
            tally.misses.append(f"missing {claim.question} “{claim.quote[:70]}”")
        told = desk.ask(claim, client, slug)
        keys += _value(tally, claim, desk.questions[claim.question], told["questions"][0]["values"])
        keys += _details(tally, claim, desk.questions[claim.question], told["details"], judged)
        tally.keys.append(keys)
    return tally


def _value(tally: Tally, claim: ReadClaim, question: Question, values: dict[str, str]) -> int:
    """Count the value; return the keys that it still needs."""
    wanted = claim.said["value"]
    if question.type in {"choice", "yes-no"}:
        given = values["answer_key"]
        return tally.note(question.type, wanted, given, fold(given) == fold(wanted), claim) * (
            1 if question.type == "yes-no" else 2
        )
    if question.type == "text":
        given = values["value"]
        right = wanted == "*" or fold(wanted) in fold(given)
        return tally.note("text", wanted, given, right and bool(given), claim) * TYPED_NAME
    given = values["value_low"] or values["value_high"]
    if question.type == "quantity":
        right = _number(wanted) in {_number(values["value_low"]), _number(values["value_high"])}
        unit = claim.said["unit"] or question.unit
        right = right and (unit_named(unit) or unit or values["unit"]) == values["unit"]
        right = right and claim.said["approximator"] in {"", values["approximator"]}
    else:
        ends = (values["value_low"], values["value_high"])
        right = any(end.startswith(wanted) for end in ends if end)
    return tally.note(question.type, wanted, given, right, claim) * (len(wanted) + 1)


def _details(
    tally: Tally,
    claim: ReadClaim,
    question: Question,
    told: dict[str, dict[str, str]],
    judged: frozenset[str],
) -> int:
    """Count the claim's other details; return the keys that they still need.

    `judged`: the details that the readings give at all; of the others nothing is known.
    """
    keys = 0
    for name in DETAILS:
        if name not in judged:
            continue
        wanted, given = claim.said[name], told.get(name, {}).get("value", "")
        if name in {"said_by", "via"}:
            given = told.get(name, {}).get("name", "")
            right = fold(wanted) in fold(given) if wanted else not given
        elif name == "modality":
            wanted = "" if wanted == "asserted" else wanted
            right = wanted == given
        elif name == "scope":
            # The scope that the question asks for need not be said.
            right = fold(wanted or question.scope) == fold(given or question.scope)
        else:
            right = wanted == given
        keys += tally.note(name, wanted, given, right, claim) * (
            TYPED_NAME if name in {"said_by", "via"} else 2
        )
    return keys


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def main() -> None:
    logging.disable(logging.INFO)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=io.StringIO())
    settings.ALLOWED_HOSTS = ["testserver"]
    readings = read(Path(sys.argv[1]), Path(sys.argv[2]))
    for settled, called in ((False, "questions alone"), (True, "the other articles settled")):
        tally = held(ReadDesk(readings, settled), readings.claims)
        print(f"\n{len(readings.claims)} claims, {called}\n{tally.told()}")
        if "--misses" in sys.argv:
            print("\n".join(f"    {line}" for line in sorted(tally.misses)))


if __name__ == "__main__":
    main()
