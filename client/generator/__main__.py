"""Write the types and operations of the contract: ``python -m client.generator``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from . import groups, shapes

FOLDER: Final = Path(__file__).resolve().parents[1] / "model_employer" / "contract"
CONTRACT: Final = Path(__file__).resolve().parents[2] / "openapi" / "model-employer.json"


def generated(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the files that a contract makes, by name."""
    return {
        "types.py": shapes.module(document["components"]["schemas"]),
        "operations.py": groups.module(document),
    }


def main() -> None:
    """Write them."""
    for name, text in generated(json.loads(CONTRACT.read_text(encoding="utf-8"))).items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
