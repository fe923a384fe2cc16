"""API6, unrestricted access to sensitive business flows: nobody takes two sides of a step that has two."""

from tests.security.program import OTHER, OWN, YEAR, Program

STEPS = f"/v1/organisations/{OWN}/returns/{YEAR}/transitions"
GOAL = {"share": 0.3, "year": 2028, "baseline_year": 2018}


def test_a_return_passes_through_three_pairs_of_hands(program: Program) -> None:
    explained = [
        {"code": code, "text": "Checked."}
        for code in sorted(
            {
                each["code"]
                for each in program.ask("own", "GET", STEPS.removesuffix("/transitions")).json()["warnings"]
            }
        )
    ]
    sign = {"to": "signed_off", "explanations": explained}
    assert program.ask("own", "POST", STEPS, json=sign).status_code == 409, "it is not submitted"
    assert program.ask("own", "POST", STEPS, json={"to": "submitted"}).status_code == 200
    assert program.ask("own", "POST", STEPS, json=sign).status_code == 409, "by who submitted it"
    for who in ("own", "second", "other", "regulator"):
        assert program.ask(who, "POST", STEPS, json={"to": "published"}).status_code == 403, who
    assert program.ask("second", "POST", STEPS, json=sign).status_code == 200
    assert program.ask("second", "POST", STEPS, json={"to": "published"}).status_code == 403
    assert program.ask(None, "GET", f"/v1/organisations/{OWN}/indicators?year={YEAR}").status_code == 404


def test_a_goal_is_agreed_to_by_the_other_party(program: Program) -> None:
    path = f"/v1/organisations/{OWN}/goals/8a"
    assert program.ask("own", "PUT", path, json=GOAL).status_code == 201
    for who in ("own", "second"):
        assert program.ask(who, "POST", f"{path}/transitions", json={"to": "agreed"}).status_code == 409, who
    assert program.ask("other", "POST", f"{path}/transitions", json={"to": "agreed"}).status_code == 403
    assert program.ask("other", "PUT", path, json=GOAL).status_code == 403


def test_nobody_records_an_outcome_or_a_contract_for_itself(program: Program) -> None:
    outcome = {"rating": "outstanding", "date": "2018-09-12", "source": "Ourselves"}
    for who in ("own", "other", "regulator"):
        address = f"/v1/organisations/{OWN}/official-outcomes/cqc-well-led-2017"
        assert program.ask(who, "PUT", address, json=outcome).status_code == 403
        address = f"/v1/commissioners/{OTHER}/providers/{OWN}"
        assert program.ask(who, "PUT", address, json={"from": "2015-04-01"}).status_code == 403
