"""The subjects that operations are grouped by, in the order in which people meet them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

TAGS: Final[Mapping[str, str]] = {
    "reference": "Organisations, who follows whom, contracts, definitions of indicators, and standards.",
    "returns": "A body's yearly return: sent, revised, signed, published; files of many; templates and deadlines.",
    "indicators": "What the returns say, with intervals, tests, trends and comparisons.",
    "trajectories": "What it takes to reach a share by a year, for a band, a body, an area or a ladder of bands.",
    "goals": "Goals agreed by band, and how far each body has come.",
    "scenarios": "Goals tried out by a body before it proposes one.",
    "evidence": "The evidence pack for a well-led inspection.",
    "frameworks": "The frameworks of regulators and oversight, and their arithmetic.",
    "assessments": "What a framework's rules say of a body's published figures, and what has moved.",
    "reviews": "Assessments of every body as they stood, kept and compared.",
    "official outcomes": "Segments and ratings that a regulator has published.",
    "figures": "Figures beside the return that a framework asks for.",
    "assurance": "A commissioner's providers, its own row, and what it states about them.",
    "contract reports": "What the standard contract has a provider report.",
    "actions": "A body's action plan.",
    "implementation": "How far a body has come with the strategy's own plan.",
    "accountability": "What leaders do themselves: panels, objectives, mentoring.",
    "changes": "Everything that was published, for machines that follow along.",
    "exports": "Whole years as files.",
    "subscriptions": "Changes sent to an address of yours, signed.",
    "FHIR": "A body's year in HL7 FHIR R4.",
    "clients": "Who may call: clients, their keys and tokens.",
    "audit": "Who has changed what, and when.",
    "contract": "This contract, and what each problem means.",
    "health": "Whether everything answers.",
}


def described(used: Iterable[str]) -> list[dict[str, Any]]:
    """Return the tags that are used as a contract lists them; one without a description comes last."""
    there = set(used)
    known = [{"name": name, "description": words} for name, words in TAGS.items() if name in there]
    return known + [{"name": name} for name in sorted(there - set(TAGS))]
