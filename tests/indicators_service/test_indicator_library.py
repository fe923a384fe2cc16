"""The library of indicators: complete, and in agreement with what the engine computes."""

import re
from pathlib import Path

import pytest

from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.tally import tally_of
from indicators_service.library.records import FOLDER, LibraryError, library, load
from indicators_service.standards.wres import compute, wres


def test_every_indicator_of_the_contract_has_a_complete_record() -> None:
    assert list(library()) == [*"123456789", "ethnicity-pay-gap", "race-disparity-ratio"]
    for record in library().values():
        assert 2 <= len(re.findall(r"[.](?= |$)", record.why)) <= 4, record.id
        assert len(record.caveats) == len(set(record.caveats)) >= 3
        assert record.review_date.year >= 2027
        assert "\n" not in record.why


def test_the_library_says_what_the_standard_computes() -> None:
    for definition in wres().definitions:
        record = library()[definition.id]
        for field in ("title", "formula", "unit", "orientation", "polarity", "parity", "period", "basis"):
            assert getattr(record, field) == getattr(definition, field), (definition.id, field)
        asked = {measure.of[0] for measure in definition.measures if measure.of[0] in wres().layout.questions}
        assert asked == ({record.question} if record.question else set())


def test_the_engine_s_headline_results_are_read_as_the_library_says() -> None:
    (results,) = compute(tally_of([AnnualReturn()]))
    headlines = [result for result in results if result.parity is not None]
    assert {result.indicator for result in headlines} == {*"123456789", "race-disparity-ratio"}
    for result in headlines:
        record = library()[result.indicator]
        read = (record.unit, record.orientation, record.polarity, record.parity)
        assert read == (result.unit, result.orientation, result.polarity, result.parity)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("owner =", "keeper =", "5.toml: owner: Field required"),
        ('id = "5"', 'id = "6"', "5.toml: id: '6' is not the name of the file"),
        ("parity = 0.0", "parity =", "5.toml: "),
        ('polarity = "lower_is_better"', 'polarity = "lower"', "5.toml: polarity: "),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = (FOLDER / "5.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "5.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError, match=re.escape(fault)):
        load(tmp_path)
