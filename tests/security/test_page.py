"""The page on security names tests that there are."""

import re
from pathlib import Path

from tests.servers import ROOT


def test_every_test_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(named) > 25
    for file, test in named:
        assert re.search(rf"^\s*(async )?def {test}\(", Path(ROOT / file).read_text(), re.MULTILINE), (file, test)
