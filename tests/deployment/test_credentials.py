"""The secrets of an installation: made once, for one pair of eyes."""

from pathlib import Path

from deployment.credentials import FILE, kept_credentials


def test_credentials_are_made_once_and_kept(tmp_path: Path) -> None:
    made = kept_credentials(tmp_path / "data")
    assert kept_credentials(tmp_path / "data") == made
    assert len(set(made.passwords.values())) == 5


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    kept_credentials(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_administrators_key_is_taken_at_the_first_start_only(tmp_path: Path) -> None:
    assert kept_credentials(tmp_path, "the first key").administrator_key == "the first key"
    assert kept_credentials(tmp_path, "another key").administrator_key == "the first key"
