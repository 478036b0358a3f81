"""What a member sees who has still to read some articles: all as if these were not there."""

from datetime import date, timedelta

from annotator.comparison.names.surface_forms import KeptNames, NamesAsked
from annotator.comparison.open_claims.open_claims import places, with_suggestions
from annotator.comparison.seen import seen_by
from annotator.comparison.stance.kept_relations import KeptStances
from annotator.comparison.stance.relations import OWN, SPEAKERS, Asked
from annotator.comparison.tally_models import OpenClaim
from annotator.vocabulary.models import Entity
from tests.comparison.kept import keep_up
from tests.comparison.sources import ask
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

TEXT = "Omar and Reza said the plan of 8{n}0 km is good. Reza spoke of plan {n}, and Omar left.\n"


def papers_of(story, ada, omar, reza):
    """Six articles of three outlets, the earliest last, that name and judge much the same."""
    question = ask(story)
    made = []
    for n in range(6):
        one = make_article(story, f"Paper {n % 3}", f"No. {n}", TEXT.format(n=n))
        one.published_on = date(2022, 3, 1) - timedelta(n)
        one.save()
        mark(one, ada, "Omar", "entity-person", entity=omar)
        mark(one, ada, "Reza", "entity-person" if n % 2 else "entity-place", entity=reza)
        if n % 2:
            mark(one, ada, "Omar", "entity-person", nth=1, entity=omar)
        mark(one, ada, "plan", "entity-place")
        mark(one, ada, f"plan {n}", "entity-place")
        side = "stance-favour" if n % 2 else "stance-against"
        mark(one, ada, "good", side, stance_holder=omar, stance_target=reza)
        mark(one, ada, "spoke", side, stance_target=[omar, reza][n % 2])
        mark(one, ada, f"plan of 8{n}0 km", "claim-quantity", question=question if n == 5 else None)
        submit(one, ada)
        made.append(one)
    return made


def seen_of(user, story) -> dict[str, object]:
    """What the pages of the story have for the user, by how they are asked."""
    seen = seen_by(user, story)
    sources = sorted(seen.sources)
    found: dict[str, object] = {}
    for label in ("", "entity-person"):
        for source in (0, sources[0]):
            for sort in ("", "name", "first"):
                asked = NamesAsked(label, source, "", sort)
                kept = KeptNames(story, seen.unseen, asked)
                found[f"entities {asked}"] = [(row.called, row.count) for row in kept.linked[:9]]
                found[f"unlinked {asked}"] = [(row.form, row.count) for row in kept.unlinked[:9]]
                assert len(kept.linked) == len(kept.linked[:99])
                keys = [row.entity for row in kept.linked[:9]]
                found[f"forms {asked}"] = kept.forms_of(keys)
                found[f"users {asked}"] = kept.users_of([row.form for row in kept.unlinked[:9]])
    found["second page"] = [
        row.form for row in KeptNames(story, seen.unseen, NamesAsked()).unlinked[2:4]
    ]
    for voice in ("", OWN, SPEAKERS):
        for source in (None, sources[0]):
            kept_stances = KeptStances(seen, Asked(source=source, voice=voice))
            for sort in ("", "divided", "holder", "target"):
                rows = kept_stances.relations(sort)[:9]
                sides = [(row.holder, row.target, row.against, row.favour) for row in rows]
                found[f"stance {voice} {source} {sort}"] = sides
                found[f"outlets {voice} {source} {sort}"] = kept_stances.by_outlet(rows)
            passages = kept_stances.passages(None, untargeted=False)
            found[f"passages {voice} {source}"] = [row.pk for row in passages[:99]]
            assert len(passages) == len(passages[:99])
            found[f"ties {voice} {source}"] = kept_stances.ties()
    found["ends"] = KeptStances(seen).ends()
    claims = places(story, seen.unseen)
    found["claims"] = [row.pk for row in claims[:99]]
    assert len(claims) == len(claims[:99])
    return found


def test_all_is_as_if_closed_articles_were_not_there(story, labels, ada, cy, mo):
    omar, reza = (Entity.objects.create(slug=one, name=one) for one in ("omar", "reza"))
    made = papers_of(story, ada, omar, reza)
    keep_up(story)
    closed = [made[5], made[1]]
    for one in closed:
        assign(one, cy)
    blind, whole = seen_of(cy, story), seen_of(mo, story)
    assert blind["claims"] != whole["claims"]
    keys = set(OpenClaim.objects.filter(article=made[1]).values_list("key", flat=True))
    told = with_suggestions(story, {one.pk for one in closed}, places(story, {made[1].pk})[:99])
    assert told
    assert not keys & {other.key for row in told for other in row.others}
    for one in closed:
        one.assignments.filter(annotator=ada).update(state="in progress")
    keep_up(story)
    never = seen_of(mo, story)
    assert {name for name in never if never[name] != blind[name]} == set()
    assert len([name for name in never if never[name] != whole[name]]) > len(never) / 3
