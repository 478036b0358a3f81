"""A vocabulary table by a curator's hand: out of the list, changed, previewed, imported."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotator.people.models import User
from annotator.vocabulary.models import Alias, Entity
from tests.browser.test_pages import LOOKS

TABLE = "slug;name;aliases;wikidata\npetramar;Petramar Holding;the company | Petramar Ltd;Q9\nlina;Lina;;\n"


@pytest.fixture
def root(db) -> User:
    Alias.objects.create(
        entity=Entity.objects.create(slug="petramar", name="Petramar"), name="the company"
    )
    return User.objects.create_superuser("root", password="correct-horse")


def test_out_changed_and_in_again(open_as, root, tmp_path, tolerated):
    tolerated.append("422")
    page = open_as(root)
    page.goto(reverse("admin:vocabulary_entity_changelist"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Export").click()
    table = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "petramar,Petramar,the company," in table

    changed = tmp_path / "entities.csv"
    changed.write_text(table.replace("Petramar,", "Petramar Holding,").replace(",,", ",12,", 1))
    page.get_by_role("link", name="Import").click()
    page.get_by_label("CSV file").set_input_files(changed)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 2, wikidata: A Wikidata number")

    changed.write_text(table.replace("Petramar,", "Petramar Holding,"))
    page.get_by_label("CSV file").set_input_files(changed)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("0 new, 1 changed, 0 unchanged.")).to_be_visible()
    expect(page.locator("ins")).to_have_text("Petramar Holding")
    assert Entity.objects.get().name == "Petramar"
    page.get_by_role("button", name="Import this").click()
    expect(page.get_by_text("Imported: 0 new, 1 changed, 0 unchanged.")).to_be_visible()
    assert Entity.objects.get().name == "Petramar Holding"
    assert Entity.history.latest().history_user == root


@pytest.mark.parametrize("scheme,width,height", LOOKS)
def test_it_looks_right(open_as, root, screens, tolerated, scheme, width, height):
    tolerated.append("422")
    page = open_as(root, viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(reverse("admin:vocabulary_entity_import"))
    screens(page, f"table-{scheme}-{width}")
    for name, table in [("preview", TABLE), ("refused", TABLE.replace("Q9", "9"))]:
        page.goto(reverse("admin:vocabulary_entity_import"))
        file = {"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}
        page.get_by_label("CSV file").set_input_files(file)
        page.get_by_role("button", name="Show what would change").click()
        expect(
            page.get_by_role(
                "heading", name="What changes" if name == "preview" else "Nothing was stored"
            )
        ).to_be_visible()
        screens(page, f"table-{name}-{scheme}-{width}")
