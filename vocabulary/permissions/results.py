"""Rules about figures made from returns: of one body, of many side by side, of areas, and as evidence."""

from typing import Final

from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import (
    ANY_STATE,
    EVERYONE,
    EXACT,
    NATIONAL,
    OPEN,
    STEWARDS,
    Answer,
    Rule,
    State,
    Whose,
)

_NATIONAL_ONLY: Final = "Only clients that see every organisation's figures may read this."
_FILES: Final = ("GET /v1/exports/{year}.csv", "GET /v1/exports/{year}.ndjson", "GET /v1/exports/{year}.parquet")
_ANYBODYS: Final = {Whose.OWN: EVERYONE, Whose.COMMISSIONED: EVERYONE, Whose.OTHER: EVERYONE}

RESULTS: Final = (
    Rule(
        Resource.RESULT,
        Action.READ,
        EXACT,
        "A body's own figures: of its newest return in any state for those who may, of the published one for others.",
        (
            "GET /v1/organisations/{ods}/indicators",
            "GET /v1/organisations/{ods}/measure-report",
            "GET /v1/organisations/{ods}/trends",
            "GET /v1/organisations/{ods}/trajectories",
        ),
        otherwise=Answer.CONTROLLED,
        states=ANY_STATE,
    ),
    Rule(
        Resource.LISTED_RESULT,
        Action.READ,
        EXACT,
        "Bodies side by side: of published returns alone, whoever reads. Each line is exact to those who may.",
        (
            "GET /v1/indicators/{indicator}/values",
            "GET /v1/results",
            "GET /v1/workforce",
            "GET /v1/organisations/{ods}/benchmarks",
            "GET /v1/trajectories",
        ),
        otherwise=Answer.CONTROLLED,
        states=OPEN,
    ),
    Rule(
        Resource.AREA,
        Action.READ,
        {Whose.EVERYBODY: NATIONAL},
        "Nation, regions, ICSs and types: sums over published returns alone, whoever reads.",
        ("GET /v1/areas/{area}/indicators", "GET /v1/areas/{area}/trajectories"),
        otherwise=Answer.CONTROLLED,
        states=OPEN,
    ),
    Rule(
        Resource.EXPORT,
        Action.READ,
        {Whose.EVERYBODY: frozenset()},
        "Every result of every body of a year, of published returns alone, as everybody sees it, whoever asks.",
        _FILES,
        otherwise=Answer.CONTROLLED,
        states=OPEN,
    ),
    Rule(
        Resource.EXACT_EXPORT,
        Action.READ,
        {Whose.EVERYBODY: NATIONAL},
        "The same with exact figures, for those who ask for the exact view.",
        _FILES,
        _NATIONAL_ONLY,
        states=OPEN,
    ),
    Rule(
        Resource.EXACT_EXPORT,
        Action.LIST,
        {Whose.EVERYBODY: NATIONAL},
        "Which files of exact figures there are, and their digests.",
        ("GET /v1/exports", "GET /v1/exports/{year}.sha256"),
        _NATIONAL_ONLY,
    ),
    Rule(
        Resource.PACK,
        Action.READ,
        EXACT,
        "The evidence pack. Its figures are those of the body's own address, its goals and actions are left out for "
        "those who may not read them.",
        ("GET /v1/organisations/{ods}/well-led",),
        otherwise=Answer.CONTROLLED,
        states=ANY_STATE,
    ),
    Rule(
        Resource.ASSESSMENT,
        Action.READ,
        EXACT,
        "Evidence under a framework, of published returns; records and goals are not visible to those who may not "
        "read them.",
        ("GET /v1/organisations/{ods}/assessments/{key}", "GET /v1/assessments/{key}"),
        otherwise=Answer.CONTROLLED,
        states=OPEN,
    ),
    Rule(
        Resource.SCORES,
        Action.READ,
        {Whose.EVERYBODY: EVERYONE},
        "A framework's arithmetic over recorded figures, which everybody may read.",
        ("GET /v1/assessments/{key}/scores",),
    ),
    Rule(
        Resource.ALERT,
        Action.READ,
        {Whose.EVERYBODY: NATIONAL},
        "What changed between two assessments of all bodies.",
        ("GET /v1/assessments/{key}/alerts",),
        _NATIONAL_ONLY,
    ),
    Rule(
        Resource.REVIEW,
        Action.READ,
        {Whose.EVERYBODY: NATIONAL},
        "National reviews as they were kept.",
        ("GET /v1/reviews", "GET /v1/reviews/{review}", "GET /v1/reviews/{review}/comparison"),
        _NATIONAL_ONLY,
    ),
    Rule(
        Resource.REVIEW,
        Action.WRITE,
        {Whose.EVERYBODY: STEWARDS},
        "Running a national review.",
        ("POST /v1/reviews",),
        "Only the national WRES team runs national reviews.",
    ),
    Rule(
        Resource.CHANGE,
        Action.READ,
        _ANYBODYS,
        "That a return was published, or withdrawn again: told to everybody, and not before.",
        ("GET /v1/changes", "GET /v1/changes/indicators"),
        states=frozenset({State.PUBLISHED, State.WITHDRAWN}),
    ),
    Rule(
        Resource.GOAL_CHANGE,
        Action.READ,
        EXACT,
        "That a goal was proposed or moved: a line of the same feed, for those who read the body's goals.",
        ("GET /v1/changes", "GET /v1/changes/trajectory"),
        otherwise=Answer.NOT_THERE,
    ),
)
