"""PHStatsMethods on the same counts, in an environment of its own that is thrown away.

Its licence (GPL-3) keeps it out of the product and of everything the product is developed with: it is installed
into a temporary folder, run as a program of its own on a CSV file, and only figures come back.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

REQUIREMENT: Final = "PHStatsMethods==0.1.16"
_PROGRAM: Final = Path(__file__).with_name("peers_phstatsmethods_program.py")


class NotInstalledError(Exception):
    """The library could not be installed or run here; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Seconds of computing alone, and ``[figure, table]``: ratio, then the bounds of both groups' rates."""

    seconds: float
    figures: np.ndarray


def measured(table: tuple[np.ndarray, ...]) -> Measured:
    """Install the library, run it on the tables (events and people of two groups) and read what it found.

    Raises:
        NotInstalledError: there is no library to measure.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = _installed(folder)
        counts, figures = folder / "counts.csv", folder / "figures.csv"
        np.savetxt(counts, np.stack(table, axis=1), fmt="%d", delimiter=",", header="x,n,y,m", comments="")
        output = _run([str(python), "-W", "ignore", str(_PROGRAM), str(counts), str(figures)], "run", folder)
        return Measured(json.loads(output)["seconds"], np.loadtxt(figures, delimiter=",", skiprows=1).T)


def _installed(folder: Path) -> Path:
    """Make an environment with the library and return its interpreter."""
    environment = folder / "environment"
    _run([sys.executable, "-m", "venv", str(environment)], "given an environment", folder)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run([str(python), "-m", "pip", "install", "--quiet", REQUIREMENT], "installed", folder)
    return python


def _run(command: list[str], what: str, folder: Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        reasons = [line for line in done.stderr.splitlines() if line.strip()]
        raise NotInstalledError(f"it could not be {what} ({reasons[-1].strip() if reasons else 'no reason given'})")
    return done.stdout
