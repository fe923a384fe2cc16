"""The wire of a body's official outcomes together: its history under every framework."""

from pydantic import BaseModel

from oversight_service.schemas.evidence import OutcomeOut


class OutcomeListOut(BaseModel):
    """Every outcome recorded for a body. ``reason`` says why there is none."""

    items: list[OutcomeOut]
    next: None = None
    total: int
    reason: str | None
