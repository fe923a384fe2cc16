"""Something for each address that computes and keeps nothing."""

from typing import Any, Final

_POSTS: Final = {"year": 2017, "interest": 101, "total": 1769}

COMPUTED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "POST /v1/indicators:compute": (
        "/v1/indicators:compute",
        {"year": 2020, "disciplinary": {"entered": {"white": 17, "bme": 9}}},
    ),
    "POST /v1/standards/{key}/compute": (
        "/v1/standards/wdes/compute",
        {
            "year": 2023,
            "counts": [
                {"item": "recruitment/shortlisted", "counts": {"non_disabled": 900, "disabled": 100}},
                {"item": "recruitment/appointed", "counts": {"non_disabled": 180, "disabled": 10}},
            ],
        },
    ),
    "POST /v1/trajectories:compute": (
        "/v1/trajectories:compute",
        {"band": "vsm", "baseline": _POSTS, "target": {"share": 0.18}, "turnover": 0.096, "horizons": [2028]},
    ),
    "POST /v1/trajectories:pipeline": (
        "/v1/trajectories:pipeline",
        {
            "baseline_year": 2018,
            "rungs": [
                {"band": "7", "interest": 120, "total": 600, "leaving": 0.08, "promotion": 0.05},
                {"band": "8a", "interest": 30, "total": 250, "leaving": 0.1},
            ],
            "target": {"share": 0.18},
            "horizons": [2023],
        },
    ),
    "POST /v1/frameworks/{key}/compute": (
        "/v1/frameworks/nof-2025/compute",
        {"bodies": [{"name": "One", "metrics": {"staff-engagement": {"value": 7.0}}}]},
    ),
}
"""The address and the body, by the route."""
