"""Say what a new contract breaks: ``python -m gateway.compatibility OLD NEW``; ends with 1 where it breaks anything.

``python -m gateway.compatibility --baseline CONTRACT`` writes what is kept of a contract whose version is out.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.compatibility.baseline import baseline_text
from gateway.compatibility.operations import breaks


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m gateway.compatibility")
    parser.add_argument("--baseline", action="store_true", help="write what is kept of the one contract named")
    parser.add_argument("contracts", nargs="+", type=Path, metavar="CONTRACT", help="the old one, and the new one")
    asked = parser.parse_args(arguments)
    if len(asked.contracts) != (1 if asked.baseline else 2):
        parser.error("name the old contract and the new one, or with --baseline one")
    if asked.baseline:
        sys.stdout.write(baseline_text(_read(asked.contracts[0])))
        return 0
    old, new = map(_read, asked.contracts)
    found = breaks(old, new, datetime.now(UTC).date())
    for each in found:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(f"{len(found)} breaking changes\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
