"""The contract, for machines and for people, and what each problem means."""

import html
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from gateway.contract import TITLE
from gateway.explained import ProblemKind, ProblemKinds, problem_kind, problem_kinds
from gateway.pages.operations import contract_page
from gateway.pages.rendering import ASSETS, HEADERS, asset, page
from services.accepting import preferred
from services.command import contract_text
from services.conditional import JSON, answer, answer_model, answer_once
from services.problems import TITLES, Problem

router = APIRouter(tags=["contract"])

_HTML: Final = "text/html"
_PAGE: Final = f"{_HTML}; charset=utf-8"
_AS_A_PAGE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {_HTML: {"schema": {"type": "string"}}}}}


def _document(request: Request) -> Mapping[str, Any]:
    document: Mapping[str, Any] = request.app.state.contract
    return document


@router.get("/v1/openapi.json", response_model=dict[str, Any])
async def read_contract(request: Request) -> Response:
    """Read the whole contract as OpenAPI 3.1."""
    return answer_once(request, "contract", lambda: contract_text(_document(request)).encode())


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
async def read_docs(request: Request) -> Response:
    """Read the contract as a page, where calls can be tried out; without script it is a page to read."""
    return _as_page(answer_once(request, "page", lambda: contract_page(_document(request)).encode(), _PAGE))


@router.get("/docs/{name}", include_in_schema=False)
async def read_asset(request: Request, name: str) -> Response:
    """Read a file that pages refer to."""
    if name not in ASSETS:
        raise Problem(404, f"There is nothing at {request.url.path}.")
    response = answer(request, asset(name), ASSETS[name])
    return response


@router.get("/problems", response_model=ProblemKinds, responses=_AS_A_PAGE)
async def list_problems(request: Request) -> Response:
    """List every kind of problem: what it means, and what to do about it. A browser gets a page."""
    kinds = problem_kinds()
    return _as_asked(request, kinds, "problems.html.jinja", kinds=kinds.items)


@router.get("/problems/{code}", response_model=ProblemKind, responses=_AS_A_PAGE)
async def read_problem(request: Request, code: str) -> Response:
    """Read what a problem code means, and what to do about it. A browser gets a page."""
    kind = problem_kind(code)
    if kind is None:
        raise Problem(404, f"There is no problem '{html.escape(code)}'; there are {', '.join(TITLES)}.")
    return _as_asked(request, kind, "problem.html.jinja", kind=kind)


def _as_asked(request: Request, model: BaseModel, template: str, **values: Any) -> Response:
    """Return a model as JSON, or as a page where the reader likes that better."""
    if preferred(request.headers.get("accept", ""), (JSON, _HTML)) == JSON:
        return answer_model(request, model)
    return _as_page(answer(request, page(template, product=TITLE, **values).encode(), _PAGE))


def _as_page(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
