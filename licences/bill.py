"""The software bill of materials, as CycloneDX has it: for programs that look for known holes."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement

from licences.shipped import ROOT, Package, one_name

FILE = ROOT / "dist" / "annotator.cdx.json"


def bill_of(packages: Sequence[Package]) -> Bom:
    """The bill: Annotator, what it needs, and what that needs in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licences, bom = LicenseFactory(), Bom()
    desk = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        licenses=[licences.make_from_string(project["license"])],
        bom_ref=project["name"],
    )
    bom.metadata.component = desk
    made = {
        one: Component(
            name=one.name,
            version=one.version,
            type=ComponentType.LIBRARY,
            purl=PackageURL("pypi", name=one.name, version=one.version),
            licenses=[licences.make_from_string(one.licence)],
            properties=[Property(name="annotator:lock", value=lock) for lock in one.locks],
            bom_ref=f"{one.name}@{one.version}",
        )
        for one in packages
    }
    for one in packages:
        bom.components.add(made[one])
        needs = [made[other] for other in packages if other.name in one.needs]
        bom.register_dependency(made[one], needs)
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    asked = {one_name(Requirement(line).name) for line in [*project["dependencies"], *extras]}
    bom.register_dependency(desk, [made[one] for one in packages if one.name in asked])
    return bom


def write(bom: Bom, file: Path = FILE) -> None:
    """Write the bill, instead of the one that was there."""
    file.parent.mkdir(exist_ok=True)
    told = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    told.output_to_file(str(file), allow_overwrite=True, indent=1)
