"""The benchmark of a national file: its own parts, which need no gateway."""

import copy
import os
from typing import Any

import pytest

from benchmarks import national
from benchmarks.failures import WrongAnswersError
from benchmarks.national_answers import all_taken, require_expected, require_shares, unexplained
from benchmarks.national_file import NationalFile, bme_share, bodies, national_file, organisations_csv, plant, returns
from benchmarks.national_memory import peak_mb, peak_of, told
from benchmarks.national_steps import step
from indicators_service.intake import read_upload
from indicators_service.organisation_file import read_file

_HEADER = "organisation,year,item,white,bme,unknown\r\n"


@pytest.fixture(scope="module")
def file() -> NationalFile:
    return national_file()


def _batch(file: NationalFile) -> dict[str, Any]:
    errors = [
        {name: getattr(each, name) for name in ("organisation", "year", "row", "column", "cell")}
        | {"message": "Wrong."}
        for each in file.planted
    ]
    counts = {"total": 1290, "accepted": 1288, "unchanged": 0, "rejected": 2, "unlisted": 0}
    return {"state": "finished", "warnings": [], "errors": errors} | counts


def _england(file: NationalFile) -> dict[str, Any]:
    documents = file.nation(2018)
    whole, leaders = bme_share(documents), bme_share(documents, leaders=True)
    return {
        "coverage": {"returns": len(documents)},
        "representation": {
            "workforce": {"bme": whole.bme, "share": round(whole.percent, 4)},
            "bands_8a_to_vsm": {"bme": leaders.bme, "share": round(leaders.percent, 4)},
        },
    }


def test_there_are_430_bodies_each_under_a_code_of_its_own_and_all_can_be_registered() -> None:
    given = bodies()
    assert len({body["ods"] for body in given}) == len({body["name"] for body in given}) == 430
    text = organisations_csv(given)
    read = read_file(text.encode())
    assert len(read.wishes) == 430
    assert not read.faults
    assert all(wish.fields["synthetic"] for wish in read.wishes)
    assert len(text) < 2_000_000


def test_every_body_has_a_return_and_a_copy_says_what_its_model_says() -> None:
    given = returns(2018)
    assert [each["organisation"] for each in given] == [body["ods"] for body in bodies()]
    assert {**given[-8], "organisation": "ZT001"} == given[0]
    assert given[-1]["organisation"] == "ZX008"


def test_the_file_is_read_whole_but_for_the_cell_that_is_no_count(file: NationalFile) -> None:
    taken = read_upload(file.returns.encode(), "text/csv")
    assert len(taken.returns) == file.total - 1 == 1289
    (mistake,), hidden = taken.mistakes, file.planted[0]
    assert mistake.place is not None
    assert (mistake.place.row, mistake.place.column, mistake.place.cell) == (hidden.row, "bme", hidden.cell)
    assert (mistake.organisation, mistake.year) == (hidden.organisation, hidden.year)


def test_the_other_mistake_is_one_person_more_than_were_shortlisted(file: NationalFile) -> None:
    lines = file.returns.split("\r\n")
    appointed, shortlisted = (lines[file.planted[1].row - back].split(",") for back in (1, 2))
    assert appointed[:3] == ["ZC010", "2016", "recruitment/appointed"]
    assert shortlisted[:3] == ["ZC010", "2016", "recruitment/shortlisted"]
    assert int(appointed[3]) == int(shortlisted[3]) + 1
    assert (file.planted[1].column, file.planted[1].cell[0]) == ("white", "D")


def test_returns_with_a_mistake_are_not_among_those_to_be_taken(file: NationalFile) -> None:
    wrong = {(each.organisation, each.year) for each in file.planted}
    assert len(wrong) == 2
    assert len(file.sound) == 1288
    assert wrong.isdisjoint((each["organisation"], each["year"]) for each in file.sound)


def test_a_file_without_the_lines_to_change_is_refused() -> None:
    with pytest.raises(ValueError, match="ZC010,2016,recruitment/shortlisted"):
        plant([_HEADER])


def test_shares_are_of_everybody_counted_once() -> None:
    def stratum(band: str, white: int, bme: int, unknown: int) -> dict[str, Any]:
        return {"band": band, "white": white, "bme": bme, "unknown": unknown}

    document = {"workforce": [stratum("5", 60, 20, 10), stratum("8a", 7, 2, 1), stratum("vsm", 9, 1, 0)]}
    document["workforce"].append(stratum("senior_medical_manager", 50, 50, 50))
    assert (bme_share([document]).bme, bme_share([document]).percent) == (23, 100 * 23 / 110)
    assert (bme_share([document, document], leaders=True).percent, bme_share([document], leaders=True).bme) == (15, 3)


def test_the_nation_is_trusts_and_ccgs_alone(file: NationalFile) -> None:
    assert len(file.nation(2018)) == 430 - 12 - 1
    assert len(file.nation(2017)) == 430 - 12
    assert not any(each["organisation"].startswith("ZA") for each in file.nation(2018))


def test_what_was_planted_is_what_must_be_told(file: NationalFile, capsys: pytest.CaptureFixture[str]) -> None:
    require_expected(_batch(file), file)
    assert f"row {file.planted[0].row}, column bme" in capsys.readouterr().out


@pytest.mark.parametrize("change", [{"accepted": 1287}, {"rejected": 3}, {"state": "refused"}, {"errors": []}])
def test_anything_else_told_of_the_file_ends_the_benchmark(file: NationalFile, change: dict[str, Any]) -> None:
    with pytest.raises(WrongAnswersError):
        require_expected(_batch(file) | change, file)


def test_a_mistake_told_at_another_cell_ends_the_benchmark(file: NationalFile) -> None:
    batch = _batch(file)
    batch["errors"][0]["column"] = "white"
    with pytest.raises(WrongAnswersError, match="white"):
        require_expected(batch, file)


def test_england_must_be_what_the_file_adds_up_to(file: NationalFile) -> None:
    england = _england(file)
    require_shares(england, file, 2018)
    one_more, one_less = copy.deepcopy(england), copy.deepcopy(england)
    one_more["representation"]["bands_8a_to_vsm"]["bme"] += 1
    one_less["coverage"]["returns"] -= 1
    for wrong in (one_more, one_less):
        with pytest.raises(WrongAnswersError):
            require_shares(wrong, file, 2018)


def test_codes_of_warnings_are_read_from_a_refusal() -> None:
    words = "Explain each warning at sign-off. Not explained: fell at $.workforce; rose at $.board[0]; and 3 more."
    refused = {"organisation": "ZT001", "year": 2018, "code": "unexplained-warning", "message": words}
    assert unexplained([refused]) == {"fell", "rose"}
    with pytest.raises(WrongAnswersError, match="ZT001 2018"):
        unexplained([refused | {"code": "not-in-order"}])


def test_a_step_that_not_every_return_took_ends_the_benchmark() -> None:
    assert all_taken({"to": "submitted", "taken": 1288, "refused": []}, 1288) == "1,288 returns"
    with pytest.raises(WrongAnswersError, match="1287 of 1288 were submitted"):
        all_taken({"to": "submitted", "taken": 1287, "refused": []}, 1288)


def test_the_peak_is_read_from_what_the_system_says() -> None:
    assert peak_of("Name:\tpython\nVmPeak:\t  900000 kB\nVmHWM:\t  250000 kB\nVmRSS:\t 1 kB\n") == 256
    assert peak_of("Name:\tpython\n") is None
    assert (told(256.4), told(None)) == ("256 MB", "not known")


def test_the_peak_of_a_process_that_is_gone_is_not_known() -> None:
    assert peak_mb(2**22 + 1) is None
    own = peak_mb(os.getpid())
    assert own is None or own > 10


def test_a_step_is_one_line_with_its_seconds_and_what_it_notes(capsys: pytest.CaptureFixture[str]) -> None:
    with step("file made") as note:
        note.text = "2 returns"
    name, _, rest = capsys.readouterr().out.partition("  ")
    assert name == "file made"
    assert rest.rstrip("\n").endswith(" s   2 returns")
    assert rest.count("\n") == 1


def test_a_gateway_without_a_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["national", "--gateway", "http://127.0.0.1:1"])
    with pytest.raises(SystemExit, match="2"):
        national.main()


def test_a_gateway_that_is_not_there_ends_the_benchmark() -> None:
    with pytest.raises(WrongAnswersError, match="had no answer"):
        national.measure("http://127.0.0.1:1", "key")
