"""Rows are found by their keys, and nothing else is read for them."""

from itertools import product

import pytest

from annotator.comparison.tallies.name_uses import TallyKey
from annotator.comparison.tallies.names import tallies_of
from annotator.comparison.tally_models import NameTally
from tests.rows_read import know_sizes, rows_read

pytestmark = pytest.mark.django_db
FORMS = ["noon", "it’s “so”", 'a "b" \\ c', "کراچی", "🎉", "", "%s", "1"]


def kept(story, keys):
    rows = [NameTally(story=story, called=key.form, **key._asdict()) for key in keys]
    NameTally.objects.bulk_create(rows)


def test_each_key_finds_its_row_whatever_stands_in_it(story):
    keys = {
        TallyKey(label, source, entity, form, aside)
        for label, source, entity, form, aside in product(
            ["", "entity-person"], [0, 7], [0, 2**40], FORMS, [False, True]
        )
    }
    some = {key for key in keys if hash(key.form) % 2 or key.aside}
    kept(story, some)
    found = tallies_of(story, keys)
    assert found.keys() == some
    assert all(
        TallyKey(r.label, r.source, r.entity, r.form, r.aside) == k for k, r in found.items()
    )
    assert tallies_of(story, []) == {}


def test_what_is_read_grows_with_the_keys_and_not_with_their_combinations(story):
    kept(story, [TallyKey("", *pair, "", False) for pair in product(range(60), range(60))])
    know_sizes()
    keys = [TallyKey("", at, at, "", False) for at in range(60)]
    with rows_read() as few:
        tallies_of(story, keys[:6])
    with rows_read() as many:
        assert len(tallies_of(story, keys)) == 60
    assert many.statements == few.statements == 1
    assert many.fetched == 60
    assert many.visited < 15 * few.visited
