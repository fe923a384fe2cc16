"""The page of licences names what is installed, and marks what asks for more than to be passed on."""

import importlib.metadata

import pytest

from deployment.licences import LOCK, locked, normal, page
from tests.servers import ROOT

PAGE = (ROOT / "docs/licences.md").read_text(encoding="utf-8")


def test_the_page_is_of_the_versions_that_are_locked() -> None:
    wanted = locked(LOCK.read_text(encoding="utf-8"))
    assert len(wanted) > 20
    for name, version in wanted.items():
        assert f"| {name} | {version} | " in PAGE or (name not in installed() and name in PAGE), name


def installed() -> set[str]:
    """Return the names of the packages that this Python has."""
    return {normal(each.metadata["Name"]) for each in importlib.metadata.distributions()}


def test_a_lock_is_read_with_its_markers_and_hashes() -> None:
    text = (
        "ruamel.Yaml_clib==0.2 ; python_version < '3.12' \\\n    --hash=sha256:00\n    # via a==1\nuvicorn==1.0 \\\n"
    )
    assert locked(text) == {"ruamel-yaml-clib": "0.2", "uvicorn": "1.0"}


@pytest.mark.parametrize(
    ("licence", "marked"), [("MIT License", False), ("BSD-3-Clause", False), ("MPL-2.0", True), ("UNKNOWN", True)]
)
def test_a_licence_that_asks_more_is_marked(licence: str, marked: bool) -> None:
    assert ("asks more" in page([("some", "1", licence)], [])) == marked


def test_none_of_the_product_s_packages_must_be_passed_on_under_its_own_licence() -> None:
    assert not [line for line in PAGE.splitlines() if "GPL" in line]
