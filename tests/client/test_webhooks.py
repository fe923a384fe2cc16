"""A webhook is believed when it is signed with the secret, whole and fresh, and never else."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_employer.webhooks import NotVerified, signature, verify
from pydantic import SecretStr

from gateway.webhooks.signing import Secrets
from services.settings import Settings

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes, ok").decode()
OTHER = "whsec_" + base64.b64encode(b"another one of thirty-two bytes.").decode()
NOW = 1_800_000_000
CONTENT = {"subscription": "s", "delivery": "d", "items": [], "cursor": "c", "more": False}
BODY = json.dumps(CONTENT).encode()


def signed(body: bytes = BODY, at: int = NOW, secret: str = SECRET, message: str = "msg_1") -> dict[str, str]:
    return {
        "Webhook-Id": message,
        "Webhook-Timestamp": str(at),
        "Webhook-Signature": signature(message, str(at), body, secret),
    }


def test_what_is_signed_is_believed() -> None:
    assert verify(signed(), BODY, SECRET, now=NOW) == CONTENT


def test_the_example_of_the_standard_is_signed_as_the_standard_says() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    told = signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body, secret)
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(body=st.binary(min_size=1, max_size=200), place=st.integers(min_value=0), flip=st.integers(1, 255))
def test_any_byte_that_differs_is_noticed(body: bytes, place: int, flip: int) -> None:
    altered = bytearray(body)
    altered[place % len(body)] ^= flip
    with pytest.raises(NotVerified, match="no signature"):
        verify(signed(body), bytes(altered), SECRET, now=NOW)


@given(name=st.sampled_from(sorted(signed())), place=st.integers(min_value=0), flip=st.integers(1, 127))
def test_any_character_of_a_header_that_differs_is_noticed(name: str, place: int, flip: int) -> None:
    headers = signed()
    altered = list(headers[name])
    altered[place % len(altered)] = chr(ord(altered[place % len(altered)]) ^ flip)
    with pytest.raises(NotVerified):
        verify(headers | {name: "".join(altered)}, BODY, SECRET, now=NOW)


@given(secret=st.binary(min_size=1, max_size=64))
def test_another_secret_opens_nothing(secret: bytes) -> None:
    other = "whsec_" + base64.b64encode(secret).decode()
    if other != SECRET:
        with pytest.raises(NotVerified, match="no signature"):
            verify(signed(secret=other), BODY, SECRET, now=NOW)


@pytest.mark.parametrize("name", sorted(signed()))
def test_each_header_is_needed(name: str) -> None:
    headers = signed()
    del headers[name]
    with pytest.raises(NotVerified, match=f"{name.lower()} is missing"):
        verify(headers, BODY, SECRET, now=NOW)


@pytest.mark.parametrize(("seconds", "believed"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_what_is_old_or_from_the_future_is_a_replay(seconds: int, believed: bool) -> None:
    if believed:
        verify(signed(at=NOW - seconds), BODY, SECRET, now=NOW)
    else:
        with pytest.raises(NotVerified, match="more than 300 seconds"):
            verify(signed(at=NOW - seconds), BODY, SECRET, now=NOW)


@pytest.mark.parametrize("stamp", ["soon", "1.8e9", "-1", "१८०", "9" * 400])
def test_a_time_that_is_none_is_refused_though_it_is_signed(stamp: str) -> None:
    headers = signed() | {"Webhook-Timestamp": stamp, "Webhook-Signature": signature("msg_1", stamp, BODY, SECRET)}
    with pytest.raises(NotVerified):
        verify(headers, BODY, SECRET, now=NOW)


def test_while_a_secret_is_changed_either_opens() -> None:
    both = {"Webhook-Signature": " ".join(signed(secret=each)["Webhook-Signature"] for each in (OTHER, SECRET))}
    for secret in (SECRET, OTHER):
        assert verify(signed() | both, BODY, secret, now=NOW) == CONTENT


@pytest.mark.parametrize("version", ["v1a", "v2", "", "V1"])
def test_a_signature_of_another_version_is_none(version: str) -> None:
    headers = signed()
    of_another = headers["Webhook-Signature"].replace("v1,", f"{version},")
    with pytest.raises(NotVerified, match="no signature"):
        verify(headers | {"Webhook-Signature": of_another}, BODY, SECRET, now=NOW)


@pytest.mark.parametrize("secret", ["whsec_", "", "whsec_not base64!"])
def test_a_secret_that_is_none_is_not_signed_with(secret: str) -> None:
    with pytest.raises(ValueError, match="the secret is"):
        verify(signed(), BODY, secret, now=NOW)


def test_what_the_server_signs_with_two_versions_is_believed_with_either(tmp_path: Path) -> None:
    root = SecretStr("a secret of tests, long enough to sign with")
    secrets = Secrets(Settings(data=tmp_path, identity_secret=root))
    at = datetime.fromtimestamp(NOW, UTC)
    headers = secrets.headers("subscription", (1, 2), "msg_2", at, BODY)
    for version in (1, 2):
        assert verify(headers, BODY, secrets.shown("subscription", version), now=NOW) == CONTENT
    with pytest.raises(NotVerified):
        verify(headers, BODY, secrets.shown("another", 1), now=NOW)
