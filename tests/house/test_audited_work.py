"""Nothing is kept beside the audit: a unit of work is a call's, or has a name, or keeps house and is listed here."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services", "gateway", "indicators_service", "trajectory_service", "oversight_service")

HOUSEKEEPING = {
    "gateway/authentication.py": 1,  # when a key was used last
    "gateway/shared_limits.py": 1,  # what clients called on this gateway
    "indicators_service/exports.py": 1,  # files made of what is published
    "indicators_service/uploads.py": 4,  # how far a file is; what comes of it has the name of the work
    "services/changes.py": 1,  # on SQLite, who reads up to now waits for writers by being one
}
"""How many units of work each file begins without saying whose they are."""


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method of that name, with its file."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                    yield path.relative_to(ROOT).as_posix(), node


def test_every_unit_of_work_says_whose_it_is_or_only_keeps_house() -> None:
    nameless = Counter(file for file, call in calls("writing") if not call.args and not call.keywords)
    words = "give writing() the origin audit.work(…), or say here why it is housekeeping"
    assert dict(nameless) == HOUSEKEEPING, words


def test_nobody_commits_by_hand_and_so_past_the_audit() -> None:
    assert [file for file, _ in calls("commit")] == []
