"""What is asked of an assessment: the framework, the year, one body or all, and the instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from oversight_service.domain.frameworks import Framework
from services.as_of import as_known
from services.peers import Parameter

NOT_VISIBLE: Final = "not-visible"
"""Why something is not told: this caller may not see it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be assessed: under which framework, of which year, and one body or all that it assesses."""

    framework: Framework
    year: int
    ods: str | None
    as_of: datetime | None

    def parameters(self) -> dict[str, Parameter]:
        """Return what is asked of every peer."""
        one: dict[str, Parameter] = {"organisation": (self.ods,)} if self.ods else {}
        return {"year": self.year, **one, **as_known(self.as_of)}
