"""What docs/editions.md shows of an edition's JSON is as docs/edition.schema.json says."""

import json

from tests.comparison.editions.schema import blocks, faults


def test_the_example_of_the_docs_is_as_the_schema_says():
    [example] = blocks("json")
    assert faults(json.loads(example)) == []
    assert faults(json.loads(example) | {"rows": None}) == ["$.rows: type"]
