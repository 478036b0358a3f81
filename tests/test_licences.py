"""What is shipped: its licences are told as they are, and none is the GPL or the AGPL."""

import json
from email.message import Message

import pytest

from licences import __main__ as running
from licences.bill import bill_of, write
from licences.page import PAGE, drawn
from licences.shipped import Package, Unknown, is_copyleft, licence_of, locks, shipped


@pytest.fixture(scope="module")
def packages() -> list[Package]:
    return shipped()


def test_the_page_is_what_make_sbom_writes(packages):
    assert PAGE.read_text() == drawn(packages), "make sbom writes it anew"


def test_none_is_under_the_gpl_or_the_agpl(packages):
    assert locks()[0] == "run"
    assert {"cas", "mcp", "sentry"} <= set(locks())
    assert len(packages) > 60
    assert [one for one in packages if is_copyleft(one.licence)] == []


@pytest.mark.parametrize(
    "licence, strong",
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MIT AND GPL-2.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GPL-2.0-only OR AGPL-3.0-only", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-1.1 OR GPL-2.0-only", False),
        ("MIT", False),
    ],
)
def test_what_may_not_be_shipped_is_seen(licence, strong):
    assert is_copyleft(licence) is strong


@pytest.mark.parametrize(
    "fields, licence",
    [
        ({"License-Expression": "MIT OR X", "License": "BSD"}, "MIT OR X"),
        (
            {"License": "BSD-3-Clause", "Classifier": "License :: OSI :: BSD License"},
            "BSD-3-Clause",
        ),
        ({"License": "Copyright (c) A", "Classifier": "License :: OSI :: MIT License"}, "MIT"),
        ({"License": "Public domain"}, "Public domain"),
    ],
)
def test_a_licence_is_read_off_what_a_package_says(fields, licence):
    told = Message()
    for name, value in fields.items():
        told[name] = value
    assert licence_of(told) == licence


def test_a_package_that_names_none_is_not_passed_over():
    told = Message()
    told["Name"] = "quiet"
    with pytest.raises(Unknown, match="quiet names no licence"):
        licence_of(told)


def test_the_bill_has_every_package_with_its_licence_and_its_needs(packages, tmp_path):
    write(bill_of(packages), tmp_path / "bill.json")
    told = json.loads((tmp_path / "bill.json").read_text())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    found = {one["bom-ref"]: one for one in told["components"]}
    assert len(found) == len(packages)
    assert all(one["licenses"] and one["purl"].startswith("pkg:pypi/") for one in found.values())
    needs = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}
    [django] = [ref for ref in found if ref.startswith("django@")]
    assert django in needs["annotator"]
    assert any(ref.startswith("sqlparse@") for ref in needs[django])


def test_what_may_not_be_shipped_stops_it_with_nothing_written(monkeypatch, capsys):
    strong = Package("strong", "1", "AGPL-3.0-only", ("run",))
    monkeypatch.setattr(running, "shipped", lambda: [strong])
    monkeypatch.setattr(running, "PAGE", None)
    assert running.main() == 1
    assert "strong (AGPL-3.0-only)" in capsys.readouterr().err
