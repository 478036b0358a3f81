"""What nobody may see while they read blind: no operation tells that others have marked anything."""

import pytest

from annotator.api.describing.openapi import description, operations_of
from annotator.people.models import Membership
from tests.access.readable import in_words
from tests.access.test_blind import ROLES, SECRETS, plant, registered
from tests.api.programs import READS, program_of
from tests.api.test_api_doors import address_of
from tests.comparison.conftest import rows_ready
from tests.conftest import assign, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("roles", ROLES[1:], ids="+".join)
def test_every_answer_is_as_if_the_others_had_marked_nothing(
    roles, story, article, other_article, bo, cy, labels
):
    blind = person("ada")
    Membership.objects.create(story=story, user=blind, **dict.fromkeys(roles, True))
    assign(article, blind, "in progress")
    theirs = assign(article, bo, "submitted")
    question, _ = registered(story)
    named = {
        "slug": story.slug, "article_id": article.pk, "question_id": question.pk, "version": 1,
        "entity": "omar-reza", "annotation_id": "00000000-0000-4000-8000-0000000000ff",
        "task_id": "00000000-0000-4000-8000-0000000000ff", "lead_id": 987654321,
        "reader": "machine-nobody", "run_id": 987654321,
        "claim_id": "00000000-0000-4000-8000-0000000000ff", "act": "1645695000-0a1b2c3d",
        "curation_id": 987654321, "edition": 987654321,
        "placement_id": 987654321, "change_id": 987654321, "username": "ada",
        "invitation_id": 987654321, "webhook_id": 987654321, "delivery_id": 987654321,
    }  # fmt: skip
    reads = [
        address_of(path, operation["operationId"], named | {"settled": article.pk})
        for path, verb, operation in operations_of(description())
        if verb == "get"
    ]
    program, other = program_of(blind, **READS), program_of(cy, **READS)

    def shown(who):
        rows_ready()
        return {address: who.get(address) for address in reads}

    before = shown(program)
    plant(story, article, bo, cy)
    if "manager" not in roles:
        theirs.delete()
    after = shown(program)
    assert sum(answer.status_code == 200 for answer in after.values()) >= 15
    for address, answer in after.items():
        found, earlier = in_words(answer.raw), before[address]
        assert not any(secret in found for secret in SECRETS.values()), address
        assert (answer.status_code, found) == (earlier.status_code, in_words(earlier.raw)), address
    told = {address for address, answer in shown(other).items() if "7f3a" in in_words(answer.raw)}
    assert len(told) >= 4, "whoever has nothing left to read is shown it: this test can fail"
