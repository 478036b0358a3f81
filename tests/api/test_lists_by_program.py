"""The lists of the API ask the database as much for many things as for few."""

from typing import Any

import pytest
from django.utils import timezone

from annotator.annotations.models import RegionChange
from annotator.comparison.models import Curation
from annotator.people.invitations.actions import invite
from annotator.people.models import Membership
from annotator.webhooks import actions as webhooks
from tests.api.programs import program_of
from tests.conftest import make_article, person
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
LISTS = ("curations", "open-claims", "members", "invitations", "webhooks", "regions")


def add_one_of_each(story: Any, number: int, ada: Any) -> None:
    """One more thing in every list, by somebody else."""
    by = person(f"person-{number}")
    Membership.objects.create(story=story, user=by, manager=True)
    Curation.objects.create(
        story=story, kind="reworded", told=f"No. {number}", subject=1, by=by, at=timezone.now()
    )
    invite(story, f"{number}@desk.example", ["annotator"], by)
    told = {"address": f"https://bot.example/{number}", "kinds": ["row.changed"], "name": ""}
    webhooks.add(story, **told, desk="https://desk.example", by=by)
    article = make_article(story, f"Source {number}", text=f"It is {number} km long.\n")
    mark(article, ada, f"{number} km", "claim-quantity", value=f"{number} km")
    submit(article, ada)
    RegionChange.objects.create(
        article=article, start=0, end=2, role="link", by=by, at=timezone.now(), decided_by=by
    )


@pytest.mark.parametrize("listed", LISTS)
def test_as_much_for_many_as_for_few(story, labels, ada, mo, listed, django_assert_max_num_queries):
    program, few = program_of(mo), None
    for number in range(1, 4):
        add_one_of_each(story, number, ada)
        with django_assert_max_num_queries(few or 12) as asked:
            found = program.get(f"stories/pipeline/{listed}").found["items"]
        assert len(found) >= number
        few = few or len(asked)
    page = program.get(f"stories/pipeline/{listed}?limit=1").found
    rest = program.get(f"stories/pipeline/{listed}?cursor={page['next']}").found
    assert page["items"] + rest["items"] == found
