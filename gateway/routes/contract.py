"""The contract, for machines and for people, and what each problem means."""

import html
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from gateway.contract import contract_page
from services.command import contract_text
from services.conditional import answer
from services.problems import TITLES, Problem

router = APIRouter(tags=["contract"])


class ProblemKind(BaseModel):
    """What a problem of this code means."""

    code: str
    title: str


def _document(request: Request) -> Mapping[str, Any]:
    document: Mapping[str, Any] = request.app.state.contract
    return document


@router.get("/v1/openapi.json", response_model=dict[str, Any])
async def read_contract(request: Request) -> Response:
    """Read the whole contract as OpenAPI 3.1."""
    return answer(request, contract_text(_document(request)).encode())


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
async def read_docs(request: Request) -> Response:
    """Read the contract as a page: no script, nothing from elsewhere."""
    return HTMLResponse(contract_page(_document(request)), headers={"content-security-policy": "default-src 'none'"})


@router.get("/problems/{code}")
async def read_problem(code: str) -> ProblemKind:
    """Read what a problem code means."""
    title = TITLES.get(code)
    if title is None:
        raise Problem(404, f"There is no problem '{html.escape(code)}'; there are {', '.join(TITLES)}.")
    return ProblemKind(code=code, title=title)
