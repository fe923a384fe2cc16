"""Return documents that tests of the intake fill forms with."""

from typing import Any

from vocabulary.bands import BANDS_OF


def full_return(year: int) -> dict[str, Any]:
    """Return a document with a figure in every section, and different figures in different cells."""
    strata = [(group.value, band.value) for group, bands in BANDS_OF.items() for band in bands]
    workforce = [
        {"staff_group": group, "band": band, "white": 100 + number, "bme": 10 + number, "unknown": number % 3}
        for number, (group, band) in enumerate(strata)
    ]
    workforce[8] |= {"white": 90, "bme": 8, "unknown": 2}
    return {
        "organisation": "RX1",
        "year": year,
        "snapshot": f"{year}-03-31",
        "edition": f"wres-{year}",
        "workforce": workforce,
        "recruitment": {"shortlisted": _trio(603, 151, 20), "appointed": _trio(48, 12, 1)},
        "disciplinary": {"window_years": 2, "entered": _trio(17, 9, 0)},
        "training": {"accessed": _trio(500, 90, 10)},
        "staff_survey": {
            "year": year - 1,
            "harassment_public": _answers(28.5, 29.0),
            "harassment_staff": _answers(21.0, 24.25),
            "equal_opportunities": _answers(88.0, 70.5),
            "discrimination": _answers(6.0, 14.0),
        },
        "board": [
            {"voting": voting, "executive": executive, **_trio(5 - executive + voting, 1 - executive, 1)}
            for voting in (True, False)
            for executive in (True, False)
        ],
        "stated": [
            {"figure": "workforce_bme_share", "value": 18.5},
            {"figure": "workforce_bme_change", "value": -12},
            {"figure": "likelihood_appointment", "value": 1.25},
        ],
        "pay": None,
        "narrative": None,
    }


def _trio(white: int, bme: int, unknown: int) -> dict[str, int]:
    return {"white": white, "bme": bme, "unknown": unknown}


def _answers(white: float, bme: float) -> dict[str, Any]:
    return {"white": {"percent": white, "respondents": 900}, "bme": {"percent": bme, "respondents": 140}}
