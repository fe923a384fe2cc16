"""How much memory a process of this machine has had at most."""

import os
from pathlib import Path
from typing import Final

_KIB_IN_MB: Final = 1024 / 1_000_000


def peak_mb(pid: int) -> float | None:
    """Return the most memory that a process has had at one time, in MB; ``None`` where the system does not tell."""
    try:
        return peak_of(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return None


def now_mb(pid: int) -> float:
    """Return the memory that a process has now, in MB; 0 where the system does not tell."""
    try:
        return _line_of(Path(f"/proc/{pid}/status").read_text(), "VmRSS") or 0.0
    except OSError:
        return 0.0


def own_peak_mb() -> float | None:
    """Return the same of this program."""
    return peak_mb(os.getpid())


def peak_of(status: str) -> float | None:
    """Return the peak in MB from what Linux says of a process: its line ``VmHWM``, in KiB."""
    return _line_of(status, "VmHWM")


def _line_of(status: str, wanted: str) -> float | None:
    for line in status.splitlines():
        name, _, told = line.partition(":")
        if name == wanted:
            return int(told.split()[0]) * _KIB_IN_MB
    return None


def told(peak: float | None) -> str:
    """Return a peak in words."""
    return "not known" if peak is None else f"{peak:,.0f} MB"
