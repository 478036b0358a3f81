"""What machines marked leaves by its own layer, comes in again as it was, and changes no other file."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.models import Annotation
from annotator.exchange.formats.outgoing import filters_of, outgoing
from annotator.exchange.formats.registry import format_named
from annotator.machines.models import MachineMark, MachineReading, StoryReader
from annotator.vocabulary.models import Label
from tests.conftest import assign
from tests.exchange.conftest import exported, import_labels, rows_in
from tests.machines.making import machine_for, read_by, span

pytestmark = pytest.mark.django_db
MACHINE = {"layer": "machine"}


@pytest.fixture
def machine(story, mo) -> StoryReader:
    return machine_for(story, mo, model="m", version="2")


@pytest.fixture
def marked(machine, article, labels) -> list[Annotation]:
    """Two marks of a machine, of one of which it was sure."""
    place = span(article, "Karachi", "entity-place", confidence=0.25, found="alike")
    read_by(machine, article, [place, span(article, "Kasur", "entity-place")])
    return list(Annotation.machine_marks.order_by("start"))


def of_machines() -> list[dict[str, str]]:
    return rows_in(exported(**MACHINE))


def file_of(name, story, **query) -> str:
    form = filters_of(format_named(name), query, story, None)
    assert form.is_valid()
    with_base = outgoing(format_named(name), [story], form)
    return b"".join(format_named(name).write(with_base)).decode()


class TestLeaving:
    def test_it_is_in_no_file_that_does_not_ask(self, marked):
        assert rows_in(exported()) == []
        assert "confidence" not in exported()
        assert rows_in(exported(layer="reading")) == []

    def test_asked_for_it_says_whose_it_is_and_how_sure(self, marked):
        first, second = of_machines()
        assert (first["layer"], first["annotator"], first["quote"]) == (
            "machine", "machine-cues", "Karachi",
        )  # fmt: skip
        assert {first["origin"], second["origin"]} == {"machine"}
        assert (first["confidence"], first["found"]) == ("0.25", "alike")
        assert (second["confidence"], second["found"]) == ("", "exact")

    def test_what_it_read_of_an_earlier_version_stands_nowhere(self, marked, article):
        Annotation.machine_marks.update(text_version=1)
        type(article).objects.update(version=2)
        assert of_machines() == []

    def test_who_may_see_it(self, marked, story, article, ada, cy, as_user):
        def told(who, **query):
            answer = as_user(who).get(f"/stories/{story.slug}/labels.csv", MACHINE | query)
            assert answer.status_code == 200, answer.content
            return len(rows_in(answer.getvalue().decode()))

        assert told(cy) == told(cy, annotator="machine-cues") == 2
        assert told(ada) == 0, "annotators have their own work"
        assign(article, cy, "in progress")
        assert told(cy) == 0, "nothing is told of what one has still to read"

    def test_no_list_of_people_names_it(self, marked, story, cy, as_user):
        client = as_user(cy)
        page = client.get(f"/stories/{story.slug}/export/").content.decode()
        assert "machine-cues" not in page
        answer = client.get(f"/stories/{story.slug}/labels.csv", {"annotator": "machine-cues"})
        assert answer.status_code == 422

    def test_of_whole_articles_no_machine_says_anything(self, story, cy, as_user):
        answer = as_user(cy).get(f"/stories/{story.slug}/article_labels.csv", MACHINE)
        assert answer.status_code == 422

    def test_w3c_names_the_software(self, marked, story):
        first, _ = json.loads(file_of("w3c", story, **MACHINE))["items"]
        assert first["creator"] == {
            "type": "Software", "nickname": "machine-cues", "name": "cues m 2",
        }  # fmt: skip
        assert first["annotator:details"] == {"confidence": "0.25"}

    def test_label_studio_has_predictions(self, marked, story):
        [task] = json.loads(file_of("label-studio", story, **MACHINE))
        [said] = task["predictions"]
        assert task["annotations"] == []
        assert said["model_version"] == "machine-cues"
        assert [one.get("score") for one in said["result"]] == [0.25, None]

    def test_a_format_brings_none_of_it_back(self, marked, story, tmp_path, capfd):
        file = tmp_path / "desk.jsonld"
        call_command("export_format", "w3c", story=story.slug, output=file, **MACHINE)
        before = Annotation.every_layer.count()
        call_command("import_format", file, story=story.slug)
        assert "What a machine marked is not read" in capfd.readouterr().err
        assert Annotation.every_layer.count() == before


class TestComing:
    @pytest.fixture
    def gone(self, marked, tmp_path):
        """The file of them, which the desk has lost since."""
        path = tmp_path / "labels.csv"
        path.write_bytes(exported(**MACHINE).encode())
        MachineReading.objects.all().delete()
        Annotation.history.all().delete()
        Annotation.every_layer.all()._raw_delete("default")
        return path

    def test_out_and_in_and_out_again(self, gone):
        before = gone.read_bytes().decode()
        import_labels(gone)
        assert exported(**MACHINE) == before
        reading = MachineReading.objects.get()
        assert (reading.state, reading.marks, reading.input_hash) == ("submitted", 2, "")
        assert Annotation.machine_marks.first().history.count() == 1
        import_labels(gone)
        assert MachineMark.objects.count() == 2, "the same file twice changes nothing"

    @pytest.mark.parametrize(
        ("made", "says"),
        [
            ({"annotator": "machine-other"}, "There is no machine reader “machine-other”"),
            ({"annotator": "ada"}, "There is no machine reader “ada”: make one of this name"),
            ({"layer": "reading"}, "machine-cues is a machine reader"),
            ({"confidence": "2"}, "confidence is a number from 0 to 1, not “2”"),
            ({"confidence": "nan"}, "confidence is a number from 0 to 1, not “nan”"),
            ({"found": "here"}, "found is one of exact, once, alike, not “here”"),
        ],
    )
    def test_a_row_that_cannot_come_in_is_named(self, gone, ada, made, says):
        rows = list(csv.DictReader(io.StringIO(gone.read_bytes().decode(), newline="")))
        rows[0] |= made
        with gone.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        with pytest.raises(CommandError) as told:
            import_labels(gone)
        assert f"labels.csv, line 2: {says}" in str(told.value)
        assert not Annotation.every_layer.exists()

    def test_a_machine_that_does_not_read_for_the_story_is_told(self, gone):
        StoryReader.objects.all().delete()
        with pytest.raises(CommandError, match="does not read for “pipeline”: add it there first"):
            import_labels(gone)

    def test_another_reading_of_it_is_not_overwritten(self, gone, machine, article):
        read_by(machine, article, [span(article, "Kasur", "entity-place")])
        with pytest.raises(CommandError, match=r"has read .* here, and marked otherwise"):
            import_labels(gone)
        assert Annotation.machine_marks.count() == 1

    def test_beside_rows_of_people(self, gone, ada, article, reading):
        file = gone.read_bytes().decode()
        with gone.open("a", newline="") as more:
            first, second, _ = file.split("\r\n")[:3]
            row = dict(zip(first.split(","), next(csv.reader([second])), strict=True))
            row |= {
                "annotation_id": "",
                "layer": "reading",
                "annotator": "ada",
                "confidence": "",
                "origin": "",
            }
            csv.DictWriter(more, list(row)).writerow(row | {"found": ""})
        import_labels(gone)
        assert Annotation.objects.get().annotator == ada
        assert Annotation.machine_marks.count() == 2

    def test_a_label_of_a_whole_article_is_no_machines(self, machine, story, article, tmp_path):
        Label.objects.create(slug="stance-neutral", kind="stance", name="Neutral", of_articles=True)
        path = tmp_path / "article_labels.csv"
        path.write_text(
            f"story,text_sha256,layer,annotator,label\r\n{story.slug},{article.text_sha256},"
            "machine,machine-cues,stance-neutral\r\n"
        )
        with pytest.raises(CommandError, match="is reading or gold, not “machine”"):
            call_command("import_article_labels", path)
