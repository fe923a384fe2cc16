"""Writes the answers of openapi/examples anew: ``python -m tests.contract.record``, from the root of the project.

Each call of the files is made on a program of its own with the demonstration data, in the order of the files.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.contract.playing import SETTINGS, played
from tests.servers import KEY, embedded


def main() -> None:
    """Record every call, and say which have changed."""
    written: dict[Path, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="examples-") as folder, embedded(Path(folder), SETTINGS) as address:
        for file, _number, call, answer in played(address, KEY):
            written.setdefault(file, []).append(call | {"answer": answer})
            if call.get("answer") != answer:
                sys.stdout.write(
                    f"{call['operation']}: {call.get('answer', {}).get('status')} → {answer['status']}\n"
                )
    for file, calls in written.items():
        file.write_text(json.dumps(calls, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
