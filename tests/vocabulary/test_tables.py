"""Labels, entities and questions out as CSV and in again: previewed, all or nothing, signed."""

import csv
import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from annotator.vocabulary.cell_formats import Aliases
from annotator.vocabulary.models import Alias, Entity, Label, Question
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def root_user(django_user_model):
    return django_user_model.objects.create_superuser("root", "root@example.org", "correct-horse")


@pytest.fixture
def root(root_user, as_user):
    return as_user(root_user)


def at(model: str, view: str = "import") -> str:
    return reverse(f"admin:vocabulary_{model}_{view}")


def preview(client, model, table, **more):
    data = table if isinstance(table, bytes) else table.encode()
    file = SimpleUploadedFile("table.csv", data, "text/csv")
    return client.post(at(model), {"import_file": file, "format": "0", **more})


def hidden(response) -> dict[str, str]:
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def confirm(client, model, shown):
    return client.post(at(model, "process_import"), hidden(shown), follow=True)


def bring(client, model, table):
    """Preview and confirm."""
    shown = preview(client, model, table)
    assert shown.status_code == 200, shown.content.decode()
    return confirm(client, model, shown)


def exported(client, model, query="") -> str:
    response = client.get(at(model, "export") + query)
    assert response.status_code == 200
    return response.content.decode("utf-8")


def told(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


AWKWARD = "=1+1"


@pytest.fixture
def vocabulary(story, labels):
    """Some of each, with cells that a spreadsheet would stumble over."""
    labels["claim-event"].definition = "Two\r\nlines, a comma; “quotes”, \"these\" and 'those'"
    labels["claim-event"].example = AWKWARD
    labels["claim-event"].save()
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", wikidata="Q42")
    for name in ("Reza", "O. | Reza", "back\\slash", "@omar"):
        Alias.objects.create(entity=omar, name=name)
    Entity.objects.create(slug="کراچی", name="کراچی 🎉", description="'quoted", active=False)
    Question.objects.create(
        story=story, slug="length", wording="-How long?", type="quantity", unit="km", tolerance=0.02
    )
    Question.objects.create(
        story=story, slug="who", wording="Who?", type="choice", options="a\nb", many=True, whole=100
    )


EACH = pytest.mark.parametrize("model", ["label", "entity", "question"])


class TestRoundTrip:
    @EACH
    def test_what_goes_out_and_in_changes_nothing(self, root, vocabulary, model):
        table = exported(root, model)
        shown = preview(root, model, table)
        assert "0 new, 0 changed" in told(shown)
        assert (
            shown.context["result"].totals["skip"] == len(list(csv.reader(io.StringIO(table)))) - 1
        )

    @EACH
    def test_into_an_empty_desk_it_gives_the_same_table(self, root, vocabulary, model):
        table = exported(root, model)
        of = {"label": Label, "entity": Entity, "question": Question}[model]
        of.objects.all().delete()
        bring(root, model, table)
        assert exported(root, model) == table

    def test_formulas_are_defused_and_undone(self, root, vocabulary):
        table = exported(root, "label")
        assert f",'{AWKWARD}," in table
        assert ",-1," in table, "numbers are not touched"
        bring(root, "label", "slug,name,example\nclaim-sum,Sum,'=2+2\n")
        assert Label.objects.get(pk="claim-sum").example == "=2+2"

    def test_what_a_label_means_is_changed_by_an_edition_alone(self, root, vocabulary):
        table = exported(root, "label")
        shown = preview(root, "label", table.replace(f"'{AWKWARD}", "'=2+2"))
        assert shown.status_code == 422
        assert "changes with an edition of the codebook" in told(shown)
        assert Label.objects.get(pk="claim-event").example == AWKWARD

    def test_begins_with_a_mark_that_excel_needs_and_takes_the_lists_filter(self, root, vocabulary):
        table = exported(root, "entity", "?active__exact=1")
        assert table.startswith("\ufeffslug,name,aliases,")
        assert len(table.splitlines()) == 2

    @given(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1, max_size=20
            ),
            max_size=5,
        )
    )
    def test_any_names_come_back_from_one_cell(self, names):
        names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        column = Aliases("aliases")
        assert column.clean({"aliases": column.to_cell(names)}) == names


class TestPreview:
    TABLE = "slug,name,aliases\nomar-reza,Omar A. Reza,Reza | The analyst\nlina,Lina,\nکراچی,کراچی 🎉,\n"

    def test_says_new_changed_and_unchanged_and_stores_nothing(self, root, vocabulary):
        shown = preview(root, "entity", self.TABLE)
        assert "1 new, 1 changed, 1 unchanged" in told(shown)
        changed = next(row for row in shown.context["result"].rows if row.import_type == "update")
        assert [column for column, _, _ in changed.diff] == ["name", "aliases"]
        assert "Omar Reza → Omar A. Reza" in told(shown)
        assert Entity.objects.count() == 2
        assert Entity.history.filter(name="Omar A. Reza").count() == 0

    def test_what_was_previewed_is_done_and_signed(self, root, root_user, vocabulary):
        response = bring(root, "entity", self.TABLE)
        assert "Imported: 1 new, 1 changed, 1 unchanged." in told(response)
        omar = Entity.objects.get(slug="omar-reza")
        assert omar.name == "Omar A. Reza"
        assert {alias.name for alias in omar.aliases.all()} == {
            "Reza",
            "O. | Reza",
            "back\\slash",
            "@omar",
            "The analyst",
        }
        assert omar.history.latest().history_user == root_user
        assert Alias.objects.get(name="The analyst").history.get().history_user == root_user
        assert Entity.objects.get(slug="lina").history.get().history_change_reason == "from a table"
        assert LogEntry.objects.filter(user=root_user).count() == 2

    def test_unchanged_rows_leave_no_history(self, root, vocabulary):
        before = Entity.history.count()
        bring(root, "entity", self.TABLE)
        assert Entity.history.count() == before + 2

    def test_markup_in_a_cell_stays_text(self, root, vocabulary):
        page = preview(root, "entity", "slug,name\nx,<script>alert(1)</script>\n").content.decode()
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page

    def test_what_is_not_named_is_left_alone(self, root, vocabulary):
        bring(root, "question", "story,slug,wording\npipeline,length,How long is it?\n")
        length = Question.objects.get(slug="length")
        assert (length.wording, length.unit, length.tolerance, length.type) == (
            "How long is it?",
            "km",
            0.02,
            "quantity",
        )
        assert Question.objects.count() == 2

    def test_another_slug_is_a_new_row(self, root, vocabulary):
        bring(root, "label", "slug,name\nclaim-happening,Event\n")
        assert Label.objects.get(pk="claim-happening").kind == "claim"
        assert Label.objects.filter(pk="claim-event").exists()

    def test_a_vocabulary_that_has_changed_meanwhile_is_looked_at_again(self, root, vocabulary):
        shown = preview(root, "entity", self.TABLE)
        Entity.objects.filter(slug="omar-reza").update(name="Somebody")
        assert "has changed since the preview" in told(confirm(root, "entity", shown))
        assert Entity.objects.get(slug="omar-reza").name == "Somebody"
        assert not Entity.objects.filter(slug="lina").exists()

    def test_a_row_that_has_become_impossible_refuses_all(self, root, vocabulary):
        shown = preview(root, "entity", "slug,name,wikidata\nlina,Lina,\nx,X,Q7\n")
        Entity.objects.create(slug="y", name="Y", wikidata="Q7")
        refused = confirm(root, "entity", shown)
        assert refused.status_code == 422
        assert "Another entity has this Wikidata number." in told(refused)
        assert not Entity.objects.filter(slug="lina").exists()

    @pytest.mark.parametrize("name", ["forged", "../../etc/passwd"])
    def test_a_forged_file_is_refused(self, root, vocabulary, name):
        sent = hidden(preview(root, "entity", self.TABLE)) | {"import_file_name": name}
        response = root.post(at("entity", "process_import"), sent, follow=True)
        assert "choose the file again" in told(response)
        assert Entity.objects.count() == 2


class TestFormsOfFile:
    @pytest.mark.parametrize("between", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_as_spreadsheets_write_them(self, root, story, between, mark, end):
        rows = [
            ["story", "slug", "wording", "type", "many", "about", ""],
            ["pipeline", "cost", "کیا؟ 🎉", "quantity", "TRUE", "0.2", ""],
            [""] * 7,
        ]
        bring(root, "question", mark + end.join(between.join(row) for row in rows) + end)
        cost = Question.objects.get()
        assert (cost.wording, cost.many, cost.about) == ("کیا؟ 🎉", True, 0.2)

    def test_a_decimal_comma(self, root, story):
        bring(root, "question", "story;slug;wording;tolerance\npipeline;cost;Cost?;0,05\n")
        assert Question.objects.get().tolerance == 0.05

    def test_a_separator_that_is_said_and_empty_columns_behind(self, root, story):
        bring(root, "question", "sep=;\nstory;slug;wording;\npipeline;cost;How much, about?;\n")
        assert Question.objects.get().wording == "How much, about?"


class TestRefused:
    @pytest.mark.parametrize(
        "model, table, words",
        [
            ("entity", "slug,name\nlina,Lina\nx,X,Y\n", "Row 3 has 3 cells and the header 2."),
            (
                "entity",
                "slug,name,wikidata\nlina,Lina,\n\nx,X,42\n",
                "Row 4, wikidata: A Wikidata number looks like Q843.",
            ),
            (
                "entity",
                "slug,name\nlina,Lina\nlina,Lina\n",
                "Row 3, slug: Row 2 has this slug already.",
            ),
            ("entity", "slug,name\n,Lina\n", "Row 2, slug: This cell must not be empty."),
            ("entity", "slug,name\nlina,\n", "Row 2, name: This field cannot be blank."),
            (
                "entity",
                "slug,name,active\nlina,Lina,perhaps\n",
                "Row 2, active: “perhaps” is neither yes nor no.",
            ),
            (
                "entity",
                "slug,name,aliases\nlina,Lina," + "a" * 201 + "\n",
                "Row 2, aliases: An alias has at most 200",
            ),
            (
                "entity",
                "slug,nmae\nlina,Lina\n",
                "There is no column “nmae” here. The columns are: slug, name",
            ),
            ("entity", "slug,name,name\nlina,Lina,L\n", "The column “name” stands there twice."),
            ("entity", "name\nLina\n", "The column “slug” is missing"),
            ("entity", "slug,name\nlina,Li\0na\n", "NUL"),
            ("entity", 'slug,name\nlina,"Lina\n', "Line 2: This is not CSV"),
            ("entity", "", "The submitted file is empty."),
            ("entity", "slug,name\n", "No valid data"),
            ("entity", "slug,name\nlina,Lína\n".encode("latin-1"), "save it as “CSV UTF-8”"),
            (
                "question",
                "story,slug,wording\nnowhere,x,X?\n",
                "Row 2, story: There is no story “nowhere”.",
            ),
            (
                "question",
                "story,slug,wording,tolerance\npipeline,x,X?,much\n",
                "Row 2, tolerance: “much” is not a number.",
            ),
            (
                "question",
                "story,slug,wording,settling_days\npipeline,x,X?,1.5\n",
                "Row 2, settling_days: “1.5” is not a whole number.",
            ),
            (
                "question",
                "story,slug,wording,type\npipeline,x,X?,choice\n",
                "Row 2: A choice needs its options, one a line.",
            ),
            ("label", "slug,name\nrumour,Rumour\n", "Row 2, slug: A label&#x27;s slug is its kind"),
            (
                "label",
                "slug,name,kind\nclaim-rumour,Rumour,entity\n",
                "Row 2: A label&#x27;s slug begins with its kind",
            ),
            (
                "label",
                "slug,name,key\nclaim-rumour,Rumour,1\n",
                "Row 2: Another label has this key.",
            ),
        ],
    )
    def test_whole_naming_row_and_column(self, root, story, labels, model, table, words):
        count = {"label": Label, "entity": Entity, "question": Question}[model].objects.count
        before = count()
        refused = preview(root, model, table)
        assert refused.status_code == 422
        assert words in told(refused)
        assert "Import this" not in refused.content.decode()
        assert count() == before

    def test_two_bad_cells_are_both_told(self, root, story):
        refused = told(
            preview(root, "question", "story,slug,wording,many,about\npipeline,x,X?,so,so\n")
        )
        assert "Row 2, many" in refused
        assert "Row 2, about" in refused

    def test_a_file_that_is_too_large(self, root, monkeypatch):
        monkeypatch.setattr("annotator.vocabulary.table_admin.LARGEST_FILE", 10)
        refused = preview(root, "entity", "slug,name\nlina,Lina\n")
        assert (refused.status_code, "larger than 5 MB" in told(refused)) == (422, True)

    def test_no_file(self, root):
        assert root.post(at("entity"), {"format": "0"}).status_code == 422


class TestDoors:
    @EACH
    def test_for_staff_only(self, as_user, mo, labels, model):
        for view in ("import", "export", "process_import"):
            assert as_user(mo).get(at(model, view)).status_code == 302

    @EACH
    def test_staff_need_the_rights_to_add_and_change(self, as_user, db, model):
        clerk = person("clerk", is_staff=True)
        clerk.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))
        client = as_user(clerk)
        assert client.get(at(model, "export")).status_code == 200
        assert client.get(at(model)).status_code == 403
        assert client.post(at(model, "process_import")).status_code == 403

    def test_the_act_is_a_post(self, root):
        assert root.get(at("entity", "process_import")).status_code == 405

    @EACH
    def test_the_list_leads_there(self, root, model):
        page = root.get(reverse(f"admin:vocabulary_{model}_changelist")).content.decode()
        assert at(model) in page
        assert at(model, "export") in page


def test_exporting_asks_as_much_for_many(root, django_assert_max_num_queries):
    for n in range(60):
        Alias.objects.create(entity=Entity.objects.create(slug=f"e{n}", name=f"E {n}"), name="x")
    # session, user, count, a page of entities, their aliases
    with django_assert_max_num_queries(7):
        root.get(at("entity", "export"))
