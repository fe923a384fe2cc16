"""The licences of what the product installs: ``python -m deployment.licences PIP_LICENSES > docs/licences.md``.

The list of packages is ``requirements.lock``; what each says of itself is read by ``pip-licenses`` from the
environment that it is installed in. Licences that ask for something of who passes the product on are marked.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).resolve().parent.parent / "requirements.lock"
_PACKAGE: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)

PERMISSIVE: Final = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|CC0|Zlib|0BSD|HPND")
"""Names that a licence has which asks for no more than that it is passed on too."""


def locked(text: str) -> dict[str, str]:
    """Return the version of each package that a lock file names, by its name in the index's spelling."""
    return {normal(name): version for name, version in _PACKAGE.findall(text)}


def normal(name: str) -> str:
    """Return a package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def page(packages: Sequence[tuple[str, str, str]], elsewhere: Sequence[str]) -> str:
    """Return the page: name, version and licence of each package, and those that only other systems install."""
    rows = [f"| {name} | {version} | {licence} |{_mark(licence)} |" for name, version, licence in packages]
    lines = [
        "# Licences of what the product installs",
        "",
        "Written from `requirements.lock` by `make supply`; do not edit. *Asks more*: read it before the product is",
        "passed on.",
        "",
        "| package | version | licence | |",
        "|---|---|---|---|",
        *rows,
    ]
    if elsewhere:
        lines += ["", f"On other systems alone, and not read here: {', '.join(elsewhere)}."]
    return "\n".join(lines) + "\n"


def _mark(licence: str) -> str:
    return "" if PERMISSIVE.search(licence) else " asks more"


def main() -> None:
    """Write the page."""
    if len(sys.argv) != 2:
        sys.exit("Name the program: python -m deployment.licences .venv-audit/bin/pip-licenses")
    wanted = locked(LOCK.read_text(encoding="utf-8"))
    command = [sys.argv[1], f"--python={sys.executable}", "--format=json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - named by who runs it
    found = {normal(each["Name"]): each["License"] for each in told}
    installed = [(name, version, found[name]) for name, version in sorted(wanted.items()) if name in found]
    sys.stdout.write(page(installed, sorted(wanted.keys() - found.keys())))


if __name__ == "__main__":
    main()
