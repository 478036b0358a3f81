"""`import_format` says why a file cannot be read before it asks what its names are here."""

import pytest
from django.core.management import CommandError, call_command

SLIPPED = '{"text": "Kasur", "label": [[0, 99, "PER"]]}'


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{"annotator": ["ada"]}, {"label": ["ORG=entity-person"]}, {}])
@pytest.mark.parametrize(
    ("content", "told"),
    [("{ no JSON", "It is not JSON"), (SLIPPED, "PER from 0 to 99 is no place")],
)
def test_why_a_file_cannot_be_read_is_told_first(content, told, options, story, ada, tmp_path):
    file = tmp_path / "theirs.jsonl"
    file.write_text(content)
    with pytest.raises(CommandError) as refused:
        call_command("import_format", file, story=story.slug, format="doccano", **options)
    assert told in str(refused.value)
    assert "Nothing was stored." in str(refused.value)
    assert "Say what" not in str(refused.value)


@pytest.mark.django_db
def test_why_nothing_of_a_file_is_read_is_told(story, tmp_path):
    file = tmp_path / "theirs.json"
    file.write_text('{"data": {"text": ""}, "annotations": []}')
    with pytest.raises(CommandError, match=r"theirs\.json, task 1: Tasks without"):
        call_command("import_format", file, story=story.slug, format="label-studio")
