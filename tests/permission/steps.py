"""How the steps of a return's life are tried: each on a return in the state that it is taken from."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from services.identity import Caller
from tests.permission.bench import Asked, Bench
from tests.permission.reading import status
from tests.permission.world import (
    DRAFT,
    EMBARGOED,
    PUBLISHED,
    STEPS,
    SUBMITTED,
    done,
    plain,
    returned,
)
from vocabulary.clients import ClientKind
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Answer

_TRIED: Final[Mapping[tuple[Resource, Action], tuple[tuple[str, int], ...]]] = {
    (Resource.RETURN, Action.SUBMIT): (("submitted", DRAFT), ("signed_off", SUBMITTED)),
    (Resource.RETURN, Action.PUBLISH): (("published", SUBMITTED),),
    (Resource.RETURN, Action.WITHDRAW): (("withdrawn", DRAFT), ("withdrawn", SUBMITTED)),
    (Resource.PUBLISHED_RETURN, Action.WITHDRAW): (("withdrawn", PUBLISHED), ("withdrawn", EMBARGOED)),
}
"""The steps of a rule, each with the year whose returns are in the state it is taken from, or in the one before."""

Taking = Callable[[Bench, Asked, int, dict[str, Any]], Awaitable[Answer]]


async def take_step(bench: Bench, asked: Asked) -> Answer:
    """Take each step of the rule with one return."""

    async def alone(bench: Bench, asked: Asked, year: int, step: dict[str, Any]) -> Answer:
        path = f"/v1/organisations/{asked.ods}/returns/{year}/transitions"
        return status(await bench.ask(asked, path, json=step))

    return await _each(bench, asked, alone)


async def take_step_with_many(bench: Bench, asked: Asked) -> Answer:
    """Take each step of the rule by the call for many returns, which refuses one by one."""

    async def among_many(bench: Bench, asked: Asked, year: int, step: dict[str, Any]) -> Answer:
        many = step | {"returns": [{"organisation": asked.ods, "year": year}]}
        answer = await bench.ask(asked, "/v1/returns:transition", json=many)
        said = status(answer)
        refused = [each["code"] for each in answer.json()["refused"]] if said is Answer.YES else []
        assert refused in ([], ["not-yours"]), answer.text
        return Answer.REFUSED if refused else said

    return await _each(bench, asked, among_many)


async def _each(bench: Bench, asked: Asked, take: Taking) -> Answer:
    answers = set()
    for to, year in _TRIED[asked.cell.rule.resource, asked.cell.rule.action]:
        step: dict[str, Any] = {"to": to}
        at = year
        if asked.cell.answer is Answer.YES:
            at = bench.new_year()
            # Another client submits than the one that may be going to sign off.
            first = Caller(f"first-client-of-{asked.ods}", ClientKind.PROVIDER, asked.ods)
            steps = (*STEPS[year], "signed_off") if to == "published" else STEPS[year]
            await returned(bench.house, plain(asked.ods, at), steps, first)
            step |= await _explained(bench, asked.ods, at) if to == "signed_off" else {}
        answers.add(await take(bench, asked, at, step))
    assert len(answers) == 1, answers
    return answers.pop()


async def _explained(bench: Bench, ods: str, year: int) -> dict[str, Any]:
    stored = (await done(bench.house.indicators.get(f"/v1/organisations/{ods}/returns/{year}"))).json()
    codes = sorted({each["code"] for each in stored["warnings"]})
    return {"explanations": [{"code": code, "text": "Checked."} for code in codes]}
