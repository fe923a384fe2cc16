"""Files: in place only when whole and right, and left where they are when they are the newest."""

import base64
import hashlib
from pathlib import Path

import pytest
from model_employer import Damaged, NoAnswer

from tests.client.hostile import Said, World, client_of, hostile, refusal

CONTENT = b"organisation,value\nRX1,1.5\n" * 1_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
DIGEST = f"sha-256=:{base64.b64encode(bytes.fromhex(SHA256)).decode()}:"
WHOLE = Said(headers={"Repr-Digest": DIGEST, "ETag": f'"{SHA256}"'}, body=CONTENT)
DAMAGED = Said(headers={"Repr-Digest": DIGEST}, body=CONTENT.replace(b"1.5", b"2.5", 1))
CUT = Said(headers={"Repr-Digest": DIGEST}, body=CONTENT, breaking_off=5_000)
SILENT = Said(body=CONTENT)
LISTING = f"{'0' * 64}  2018.ndjson\n{SHA256}  2018.csv\n".encode()


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "2018.csv"


def test_a_file_is_asked_for_as_it_is_and_checked(to: Path) -> None:
    with hostile(WHOLE) as server, client_of(server, World()) as client:
        got = client.download("/v1/exports/2018.csv", to)
    assert (got.checked, got.changed, got.sha256, got.bytes) == (True, True, SHA256, len(CONTENT))
    assert to.read_bytes() == CONTENT
    assert server.heard[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("first", [DAMAGED, CUT, Said(503)])
def test_what_comes_damaged_or_in_part_is_asked_for_again(to: Path, first: Said) -> None:
    with hostile(first, WHOLE) as server, client_of(server, World()) as client:
        client.download("/v1/exports/2018.csv", to)
    assert (to.read_bytes(), len(server.heard)) == (CONTENT, 2)


@pytest.mark.parametrize(("said", "kind"), [(DAMAGED, Damaged), (CUT, NoAnswer)])
def test_what_never_comes_right_leaves_everything_as_it_was(
    to: Path, said: Said, kind: type[Damaged | NoAnswer]
) -> None:
    to.parent.mkdir()
    to.write_bytes(b"of last night")
    with hostile(*[said] * 20) as server, client_of(server, World()) as client:
        refusal(kind, lambda: client.download("/v1/exports/2018.csv", to))
    assert [(each.name, each.read_bytes()) for each in to.parent.iterdir()] == [("2018.csv", b"of last night")]


def test_a_checksum_of_one_s_own_counts_as_well(to: Path) -> None:
    with hostile(*[WHOLE] * 20) as server, client_of(server, World()) as client:
        met = refusal(Damaged, lambda: client.download("/", to, sha256="0" * 64))
    assert SHA256 in str(met)


def test_without_any_checksum_it_says_so(to: Path) -> None:
    with hostile(SILENT) as server, client_of(server, World()) as client:
        assert not client.download("/", to).checked


@pytest.mark.parametrize("digest", ["sha-512=:AAAA:", "sha-256=:A:", "sha-256=abc", ""])
def test_a_digest_that_cannot_be_read_is_as_good_as_none(to: Path, digest: str) -> None:
    with hostile(Said(headers={"Repr-Digest": digest}, body=CONTENT)) as server, client_of(server, World()) as client:
        assert not client.download("/", to).checked


def test_an_export_without_a_digest_is_held_against_the_list_of_them(to: Path) -> None:
    with hostile(SILENT, Said(body=LISTING)) as server, client_of(server, World()) as client:
        assert client.download_export(2018, "csv", to).checked
    assert [each.path for each in server.heard] == [
        "/v1/exports/2018.csv?view=public",
        "/v1/exports/2018.sha256?view=public",
    ]


def test_an_export_that_is_not_in_the_list_is_not_taken(to: Path) -> None:
    with hostile(*[SILENT, Said(body=LISTING)] * 20) as server, client_of(server, World()) as client:
        refusal(Damaged, lambda: client.download_export(2018, "ndjson", to))
    assert not to.exists()


def test_an_export_that_is_there_already_does_not_travel_again(to: Path) -> None:
    newer = b"organisation,value\n"
    with hostile(WHOLE, Said(304), Said(body=newer)) as server, client_of(server, World()) as client:
        assert client.download_export(2018, "csv", to).changed
        again = client.download_export(2018, "csv", to)
        assert (again.changed, again.checked, again.sha256, again.bytes) == (False, True, SHA256, len(CONTENT))
        client.download("/v1/exports/2018.csv", to)
    assert to.read_bytes() == newer
    assert [each.headers.get("if-none-match") for each in server.heard] == [None, f'"{SHA256}"', None]
