"""The rules that a return is held against."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from indicators_service.validation.catalogue import rules
from services.conditional import answer_model
from services.identity import Calling

router = APIRouter(prefix="/v1", tags=["reference"])


class RuleOut(BaseModel):
    """One rule: an error refuses a return; a warning is kept with it and explained at sign-off."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    severity: str
    section: str
    title: str
    wording: str
    why: str
    source: str
    since: str
    kind: str
    parameters: dict[str, Any]


class RuleList(BaseModel):
    """Every rule, in the order in which they are judged."""

    items: list[RuleOut]
    next: None = None
    total: int


@router.get("/validation-rules", response_model=RuleList)
async def list_rules(request: Request, _caller: Calling) -> Response:
    """List the rules of validation: what each looks at, from where on it speaks, its words, and why it is there."""
    lines = [RuleOut.model_validate(rule) for rule in rules()]
    return answer_model(request, RuleList(items=lines, total=len(lines)))
