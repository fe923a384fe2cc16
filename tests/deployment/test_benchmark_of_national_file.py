"""The parts of the national journey that need no gateway: the file, its faults, and what must be counted."""

from benchmarks.national import ORGANISATIONS, YEAR, bodies, documents, organisations_csv, planted
from indicators_service.intake import read_upload


def test_the_file_holds_every_body_and_year_and_two_faults() -> None:
    file = planted()
    read = read_upload(file.text.encode(), "text/csv")
    assert len(read.returns) + len({(m.organisation, m.year) for m in read.mistakes}) == 3 * ORGANISATIONS
    assert {(m.place.row, m.place.column, m.code) for m in read.mistakes if m.place} < file.faults
    assert len(file.faults) == 2


def test_every_body_is_registered_once_and_has_a_return_each_year() -> None:
    codes = [body["ods"] for body in bodies()]
    assert len(set(codes)) == len(codes) == ORGANISATIONS
    assert len(organisations_csv().splitlines()) == ORGANISATIONS + 1
    newest = [document["organisation"] for document in documents() if document["year"] == YEAR]
    assert newest == codes
