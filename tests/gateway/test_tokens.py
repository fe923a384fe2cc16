"""Tokens for signed assertions: the way in, and a hostile set that each is refused with a code of its own."""

import asyncio
import base64
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fastapi import FastAPI

from gateway.tokens import ALGORITHM, AUDIENCE, Tokens
from services.settings import Issuer, Settings
from tests.gateway.conftest import ADMINISTRATOR, Answer, Call, caller_at
from tests.gateway.standing_in import embedded_gateway, served
from tests.gateway.test_credentials import KEY, post, regulator, told

TOKEN = "/oauth2/token"
MEANT_FOR = "http://127.0.0.1:8000/oauth2/token"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP384R1())
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def jwk(key: PrivateKey) -> dict[str, Any]:
    if isinstance(key, rsa.RSAPrivateKey):
        text = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())
    else:
        text = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())
    shown: dict[str, Any] = json.loads(text)
    return shown


def pem(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def call(shapes: dict[str, Call], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr("gateway.authentication.REMEMBERED_SECONDS", 0.0)
    return shapes["embedded"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A client with a key of each kind, and the means to ask for a token."""

    call: Call
    id: str
    key: str

    def claims(self, **changed: Any) -> dict[str, Any]:
        usual = {"iss": self.id, "sub": self.id, "aud": MEANT_FOR, "exp": time.time() + 240, "jti": uuid.uuid4().hex}
        return {name: value for name, value in (usual | changed).items() if value is not None}

    def ask(self, assertion: str) -> Answer:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion,
        }
        return asked(self.call, form)

    def signed(self, key: Any = RSA, algorithm: str = "RS512", kid: str = "rsa-1", **changed: Any) -> str:
        return jwt.encode(self.claims(**changed), key, algorithm=algorithm, headers={"kid": kid})


def asked(call: Call, form: dict[str, str]) -> Answer:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    return call("POST", TOKEN, kind, urlencode(form).encode())


@pytest.fixture
def signer(call: Call) -> Signer:
    made = regulator(call)
    path = f"/v1/clients/{made['id']}/public-keys"
    told(post(call, path, {"kid": "rsa-1", "algorithm": "RS512", "jwk": jwk(RSA)}, made["key"]))
    told(post(call, path, {"kid": "ec-1", "algorithm": "ES384", "jwk": jwk(CURVE)}, made["key"]))
    return Signer(call, made["id"], made["key"])


def code(answer: Answer) -> tuple[int, str, str]:
    document = json.loads(answer.body)
    return answer.status, document["code"], document["error"]


@pytest.mark.parametrize(("key", "algorithm", "kid"), [(RSA, "RS512", "rsa-1"), (CURVE, "ES384", "ec-1")])
def test_a_signed_assertion_gives_a_token_that_acts_as_the_client(
    call: Call, signer: Signer, key: PrivateKey, algorithm: str, kid: str
) -> None:
    answer = signer.ask(signer.signed(key, algorithm, kid))
    given = told(answer, 200)
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 600)
    assert answer.header("cache-control") == "no-store"
    bearer = {"authorization": f"Bearer {given['access_token']}"}
    assert told(call("GET", "/v1/sacks/a", bearer), 200)["caller"] == ["regulator"]
    assert call("GET", f"/v1/clients/{signer.id}", bearer).status == 200


def test_a_token_is_checked_by_the_published_key_and_names_nothing_but_the_client(call: Call, signer: Signer) -> None:
    token = told(signer.ask(signer.signed()), 200)["access_token"]
    (published,) = told(call("GET", "/.well-known/jwks.json"), 200)["keys"]
    assert not {"d", "p", "q", "k"} & published.keys()
    assert jwt.get_unverified_header(token)["kid"] == published["kid"]
    claims = jwt.decode(token, jwt.PyJWK(published), algorithms=[ALGORITHM], audience=AUDIENCE)
    assert (claims["sub"], claims["exp"] - claims["iat"]) == (signer.id, 600)
    assert set(claims) == {"iss", "aud", "sub", "iat", "exp", "jti"}


def unsigned(signer: Signer) -> str:
    header, claims = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in ({"alg": "none", "typ": "JWT", "kid": "rsa-1"}, signer.claims())
    )
    return f"{header}.{claims}."


def by_the_public_key(signer: Signer) -> str:
    """Sign with HMAC and the public key as its secret, which the library itself refuses to do."""
    parts = ({"alg": "HS512", "typ": "JWT", "kid": "rsa-1"}, signer.claims())
    signed = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA512).sign(signed, pem(RSA))
    return b".".join((signed, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()


def tampered(signer: Signer) -> str:
    header, _, signature = signer.signed().split(".")
    claims = base64.urlsafe_b64encode(json.dumps(signer.claims(jti="another")).encode()).rstrip(b"=").decode()
    return f"{header}.{claims}.{signature}"


HOSTILE: dict[str, tuple[Callable[[Signer], str], str]] = {
    "algorithm none": (unsigned, "assertion-algorithm"),
    "HS512 with the public key": (by_the_public_key, "assertion-algorithm"),
    "RS256": (lambda s: s.signed(algorithm="RS256"), "assertion-algorithm"),
    "another algorithm than the key's": (lambda s: s.signed(CURVE, "ES384", "rsa-1"), "assertion-signature"),
    "another private key": (lambda s: s.signed(OTHER), "assertion-signature"),
    "claims changed after signing": (tampered, "assertion-signature"),
    "unknown kid": (lambda s: s.signed(kid="rsa-2"), "assertion-key-unknown"),
    "unknown client": (lambda s: s.signed(iss="nobody", sub="nobody"), "assertion-key-unknown"),
    "exp far ahead": (lambda s: s.signed(exp=time.time() + 3600), "assertion-too-long"),
    "exp beyond all calendars": (lambda s: s.signed(exp=10**17), "assertion-too-long"),
    "exp past": (lambda s: s.signed(exp=time.time() - 60), "assertion-expired"),
    "not yet": (lambda s: s.signed(nbf=time.time() + 100), "assertion-malformed"),
    "exp as a text": (lambda s: s.signed(exp="soon"), "assertion-malformed"),
    "no exp": (lambda s: s.signed(exp=None), "assertion-malformed"),
    "no jti": (lambda s: s.signed(jti=None), "assertion-malformed"),
    "an empty jti": (lambda s: s.signed(jti=""), "assertion-malformed"),
    "an endless jti": (lambda s: s.signed(jti="j" * 201), "assertion-malformed"),
    "no sub": (lambda s: s.signed(sub=None), "assertion-malformed"),
    "iss is not sub": (lambda s: s.signed(sub="administrator"), "assertion-issuer"),
    "another audience": (lambda s: s.signed(aud="https://elsewhere.example/oauth2/token"), "assertion-audience"),
    "a further audience": (lambda s: s.signed(aud=[MEANT_FOR, "https://elsewhere.example"]), "assertion-audience"),
    "no kid": (lambda s: jwt.encode(s.claims(), RSA, algorithm="RS512"), "assertion-malformed"),
    "no JWT": (lambda s: "not.a.token", "assertion-malformed"),
    "nothing": (lambda s: " ", "assertion-malformed"),
    "endless": (lambda s: "a" * 9_000, "assertion-malformed"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_assertion_is_refused_with_its_code(signer: Signer, case: str) -> None:
    make, expected = HOSTILE[case]
    assert code(signer.ask(make(signer))) == (401, expected, "invalid_client")


def test_the_lawful_assertion_beside_the_hostile_ones_is_taken(signer: Signer) -> None:
    assert signer.ask(signer.signed()).status == 200


def test_an_assertion_is_taken_once(signer: Signer) -> None:
    assertion = signer.signed()
    assert signer.ask(assertion).status == 200
    assert code(signer.ask(assertion)) == (401, "assertion-replayed", "invalid_client")
    again = jwt.decode(assertion, options={"verify_signature": False})["jti"]
    assert code(signer.ask(signer.signed(CURVE, "ES384", "ec-1", jti=again)))[1] == "assertion-replayed"


def test_a_refused_assertion_uses_its_id_up_for_nobody(signer: Signer) -> None:
    assert code(signer.ask(signer.signed(OTHER, jti="chosen")))[1] == "assertion-signature"
    assert signer.ask(signer.signed(jti="chosen")).status == 200


async def test_of_one_assertion_sent_many_times_at_once_one_is_taken(signer: Signer) -> None:
    assertion = signer.signed()
    answers = await asyncio.gather(*(asyncio.to_thread(signer.ask, assertion) for _ in range(12)))
    assert sorted(answer.status for answer in answers) == [200] + [401] * 11


def test_a_revoked_key_or_client_gets_no_token_and_its_tokens_open_nothing(call: Call, signer: Signer) -> None:
    bearer = {"authorization": f"Bearer {told(signer.ask(signer.signed()), 200)['access_token']}"}
    assert call("DELETE", f"/v1/clients/{signer.id}/public-keys/rsa-1", {"apikey": signer.key}).status == 204
    assert code(signer.ask(signer.signed()))[1] == "assertion-key-unknown"
    assert call("GET", "/v1/sacks/a", bearer).status == 200, "a token ends by itself"
    assert call("DELETE", f"/v1/clients/{signer.id}", KEY).status == 204
    assert code(signer.ask(signer.signed(CURVE, "ES384", "ec-1"))) == (401, "client-revoked", "invalid_client")
    refused = call("GET", "/v1/sacks/a", bearer)
    assert (refused.status, json.loads(refused.body)["code"]) == (401, "client-revoked")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "urn:other"}, "invalid_request"),
    ],
)
def test_another_grant_is_refused_in_the_words_of_oauth(signer: Signer, changed: dict[str, str], error: str) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": signer.signed(),
    }
    assert code(asked(signer.call, form | changed)) == (400, "grant-not-taken", error)
    assert asked(signer.call, {}).status == 422


def test_a_token_of_another_installation_or_of_the_past_opens_nothing(
    call: Call, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, ours = Tokens(Settings()), Tokens(settings)
    with monkeypatch.context() as past:
        past.setattr("gateway.tokens.SECONDS", -1)
        late = ours.made_for("administrator")
    for token in (other.made_for("administrator"), late, "a.b.c", f"{ours.made_for('administrator')}x"):
        answer = call("GET", "/v1/sacks/a", {"authorization": f"Bearer {token}"})
        assert (answer.status, json.loads(answer.body)["code"]) == (401, "token-expired")
    good = {"authorization": f"Bearer {ours.made_for('administrator')}"}
    assert call("GET", "/v1/clients", good).status == 200


def test_every_gateway_of_an_installation_believes_the_others_tokens(settings: Settings) -> None:
    first, second = Tokens(settings), Tokens(settings)
    assert second.client_of(first.made_for("somebody")) == "somebody"
    assert first.key_set == second.key_set
    assert first.key_set != Tokens(Settings()).key_set


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"algorithm": "RS512", "jwk": {"kty": "oct", "k": "c2VjcmV0"}}, "private key"),
        ({"algorithm": "ES384", "jwk": jwk(RSA)}, "no public key for ES384"),
        ({"algorithm": "RS512", "jwk": jwk(CURVE)}, "no public key for RS512"),
        ({"algorithm": "ES384", "jwk": jwk(ec.generate_private_key(ec.SECP256R1()))}, "ES384"),
        ({"algorithm": "RS512", "jwk": jwk(rsa.generate_private_key(65537, 1024))}, "1024 bits"),  # noqa: S505
        ({"algorithm": "RS512", "jwk": {"kty": "RSA"}}, "no public key"),
        ({"algorithm": "RS512", "jwk": {}}, "no public key"),
        ({"algorithm": "RS256", "jwk": jwk(RSA)}, "RS512"),
        ({"algorithm": "RS512", "jwk": jwk(RSA), "kid": "a/b"}, "pattern"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_not_registered(call: Call, body: dict[str, Any], words: str) -> None:
    made = regulator(call)
    answer = post(call, f"/v1/clients/{made['id']}/public-keys", {"kid": "one"} | body, made["key"])
    assert answer.status == 422, answer.body
    assert words in answer.body.decode()


def test_a_private_key_is_refused_and_not_repeated(call: Call) -> None:
    made = regulator(call)
    private = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(RSA))
    body = {"kid": "one", "algorithm": "RS512", "jwk": private}
    answer = post(call, f"/v1/clients/{made['id']}/public-keys", body, made["key"])
    assert answer.status == 422
    assert private["d"] not in answer.body.decode()


def test_a_name_is_given_once_and_another_client_s_key_is_no_use(call: Call, signer: Signer) -> None:
    path = f"/v1/clients/{signer.id}/public-keys"
    body = {"kid": "rsa-1", "algorithm": "RS512", "jwk": jwk(OTHER)}
    assert post(call, path, body, signer.key).status == 409
    made = regulator(call)
    told(post(call, f"/v1/clients/{made['id']}/public-keys", body | {"kid": "theirs"}, made["key"]))
    assert code(signer.ask(signer.signed(OTHER, kid="theirs")))[1] == "assertion-key-unknown"


class Authority:
    """Another authority: a page of public keys that can change, and how often it was read."""

    def __init__(self) -> None:
        self.keys: list[dict[str, Any]] = []
        self.reads = 0
        self.app = FastAPI()

        @self.app.get("/keys")
        async def shown() -> dict[str, Any]:
            self.reads += 1
            return {"keys": self.keys}


def test_tokens_of_another_authority_are_taken_where_it_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.authentication.REMEMBERED_SECONDS", 0.0)
    authority = Authority()
    authority.keys = [jwk(RSA) | {"kid": "k1", "alg": "RS512"}]
    with served(authority.app) as there:
        issuer = Issuer(issuer="https://login.example", key_set=f"{there}/keys", audience="wres")
        named = settings.model_copy(update={"issuers": (issuer,)})
        with served(embedded_gateway(named)) as here:
            call = caller_at(here)
            subject = uuid.uuid4().hex
            body = {
                "name": "by another authority",
                "kind": "provider",
                "body": "RX1",
                "external": {"issuer": issuer.issuer, "subject": subject},
            }
            made = told(post(call, "/v1/clients", body))
            assert post(call, "/v1/clients", body).status == 409

            def ask(key: PrivateKey = RSA, kid: str = "k1", algorithm: str = "RS512", **changed: Any) -> int:
                claims = {"iss": issuer.issuer, "sub": subject, "aud": "wres", "exp": time.time() + 60} | changed
                token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})
                answer: Answer = call("GET", "/v1/sacks/a", {"authorization": f"Bearer {token}"})
                return answer.status

            assert [ask() for _ in range(3)] == [200] * 3
            assert authority.reads == 1, "the keys are kept"
            assert ask(aud="others") == ask(exp=time.time() - 60) == ask(sub="nobody") == ask(OTHER) == 401
            assert ask(iss="https://unnamed.example") == ask(algorithm="RS256") == 401
            authority.keys.append(jwk(OTHER) | {"kid": "k2", "alg": "RS512"})
            assert ask(OTHER, "k2") == 401, "an unknown key is looked up at most twice a minute"
            monkeypatch.setattr("gateway.issuers.LEAST_SECONDS_BETWEEN", 0.0)
            assert ask(OTHER, "k2") == 200
            authority.keys.clear()
            monkeypatch.setattr("gateway.issuers.KEPT_SECONDS", 0.001)
            time.sleep(0.01)
            assert ask(OTHER, "k2") == 401, "a key that was taken back"
            assert call("DELETE", f"/v1/clients/{made['id']}", {"apikey": ADMINISTRATOR}).status == 204


def test_an_authority_that_cannot_be_reached_is_a_503_that_names_it(settings: Settings) -> None:
    issuer = Issuer(issuer="https://away.example", key_set="http://127.0.0.1:9/keys", audience="wres")
    named = settings.model_copy(update={"issuers": (issuer,)})
    with served(embedded_gateway(named)) as here:
        token = jwt.encode({"iss": issuer.issuer}, RSA, algorithm="RS512", headers={"kid": "k1"})
        answer = caller_at(here)("GET", "/v1/sacks/a", {"authorization": f"Bearer {token}"})
        assert (answer.status, "https://away.example" in answer.body.decode()) == (503, True)
