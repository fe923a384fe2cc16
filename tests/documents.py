"""Returns for tests: one that is complete and right, to be spoilt one field at a time."""

import copy
from typing import Any

COMPLETE: dict[str, Any] = {
    "organisation": "RX1",
    "year": 2018,
    "snapshot": "2018-03-31",
    "edition": "wres-2018",
    "workforce": [
        {"staff_group": "non_clinical", "band": "8a", "white": 90, "bme": 8, "unknown": 2},
        {"staff_group": "clinical_non_medical", "band": "5", "white": 800, "bme": 300, "unknown": 20},
        {"staff_group": "medical_and_dental", "band": "consultant", "white": 100, "bme": 60, "unknown": 5},
        {"staff_group": "medical_and_dental", "band": "senior_medical_manager", "white": 9, "bme": 1, "unknown": 0},
    ],
    "recruitment": {
        "shortlisted": {"white": 603, "bme": 151, "unknown": 20},
        "appointed": {"white": 48, "bme": 12, "unknown": 1},
    },
    "disciplinary": {"window_years": 1, "entered": {"white": 17, "bme": 9, "unknown": 0}},
    "training": {"accessed": {"white": 500, "bme": 90, "unknown": 10}},
    "staff_survey": {
        "year": 2017,
        "harassment_public": {
            "white": {"percent": 28.0, "respondents": 900},
            "bme": {"percent": 29.5, "respondents": 140},
        },
        "harassment_staff": {},
        "equal_opportunities": {},
        "discrimination": {},
    },
    "board": [
        {"voting": True, "executive": True, "white": 5, "bme": 0, "unknown": 0},
        {"voting": True, "executive": False, "white": 6, "bme": 1, "unknown": 1},
    ],
    "pay": None,
    "narrative": None,
}


def complete(**changes: Any) -> dict[str, Any]:
    """Return a complete return with some of its sections replaced."""
    return copy.deepcopy(COMPLETE) | changes


def spoilt(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return a complete return with one field replaced."""
    document = copy.deepcopy(COMPLETE)
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return document
