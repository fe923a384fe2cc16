"""A client that signs for itself: a token when one is needed, kept until shortly before its end."""

import json
import threading
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from model_employer import Client, ClientCredentials, Unauthenticated
from model_employer.credentials import PrivateKey

from tests.client.hostile import Hostile, Said, World, client_of, hostile, refusal

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP384R1())
REFUSED = Said(401, body=b'{"code": "token-expired", "detail": "The token is not known."}')


def token(number: int, seconds: int = 600) -> Said:
    told = {"access_token": f"token-{number}", "token_type": "Bearer", "expires_in": seconds}
    return Said(body=json.dumps(told).encode())


def signing(server: Hostile, world: World, key: PrivateKey = CURVE) -> Client:
    return client_of(server, world, credentials=ClientCredentials("client-1", key, "key-1"))


def shown(server: Hostile) -> list[str]:
    """What each call proved itself with; the asking for a token proves itself with its body."""
    return [each.headers.get("authorization", each.path) for each in server.heard]


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS512"), (CURVE, "ES384")])
@pytest.mark.parametrize("written", [False, True], ids=["key", "PEM"])
def test_what_is_signed_is_what_the_server_asks_for(key: PrivateKey, algorithm: str, written: bool) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    world = World()
    with hostile(token(1), Said()) as server:
        credentials = ClientCredentials("client-1", text if written else key, "key-1")
        with client_of(server, world, credentials=credentials) as client:
            client.get("/v1/frameworks")
    form = parse_qs(server.heard[0].body.decode())
    assert form["grant_type"] == ["client_credentials"]
    assert form["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    (assertion,) = form["client_assertion"]
    assert jwt.get_unverified_header(assertion) == {"alg": algorithm, "kid": "key-1", "typ": "JWT"}
    unclocked: jwt.types.Options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(
        assertion, key.public_key(), [algorithm], audience=f"{server.address}/oauth2/token", options=unclocked
    )
    assert (claims["iss"], claims["sub"], claims["exp"] - world.now) == ("client-1", "client-1", 240)
    assert shown(server) == ["/oauth2/token", "Bearer token-1"]


def test_a_token_is_asked_for_once_and_renewed_half_a_minute_before_its_end() -> None:
    world = World()
    with hostile(token(1), Said(), Said(), token(2), Said()) as server, signing(server, world) as client:
        client.get("/")
        world.now += 569
        client.get("/")
        world.now += 2
        client.get("/")
    assert shown(server) == ["/oauth2/token", "Bearer token-1", "Bearer token-1", "/oauth2/token", "Bearer token-2"]


def test_a_short_token_is_used_for_half_of_its_time() -> None:
    world = World()
    with hostile(token(1, 20), Said(), Said(), token(2), Said()) as server, signing(server, world) as client:
        for seconds in (0, 9, 2):
            world.now += seconds
            client.get("/")
    assert shown(server)[-2:] == ["/oauth2/token", "Bearer token-2"]


def test_a_token_that_is_refused_is_renewed_once() -> None:
    with hostile(token(1), REFUSED, token(2), Said()) as server, signing(server, World()) as client:
        client.get("/")
    assert shown(server) == ["/oauth2/token", "Bearer token-1", "/oauth2/token", "Bearer token-2"]
    first, second = (parse_qs(each.body.decode())["client_assertion"] for each in server.heard[::2])
    assert first != second, "an assertion is good once"
    with hostile(token(1), REFUSED, token(2), REFUSED, token(3)) as server, signing(server, World()) as client:
        refusal(Unauthenticated, lambda: client.get("/"))
    assert len(server.heard) == 4


def test_a_key_or_assertion_that_is_refused_is_not_sent_again() -> None:
    revoked = Said(401, body=b'{"code": "client-revoked", "detail": "It was revoked."}')
    with hostile(revoked) as server, signing(server, World()) as client:
        assert refusal(Unauthenticated, lambda: client.get("/")).code == "client-revoked"
    with hostile(token(1), revoked, token(2)) as server, signing(server, World()) as client:
        refusal(Unauthenticated, lambda: client.get("/"))
    assert len(server.heard) == 2, "another token of a client that was revoked opens nothing either"
    with hostile(REFUSED) as server, client_of(server, World(), key="a key") as client:
        refusal(Unauthenticated, lambda: client.get("/"))
    assert [each.headers["apikey"] for each in server.heard] == ["a key"]


def test_a_token_service_that_is_away_for_a_moment_is_waited_for() -> None:
    world = World()
    with hostile(Said(503), token(1), Said()) as server, signing(server, world) as client:
        client.get("/")
    assert (shown(server)[-1], len(world.slept)) == ("Bearer token-1", 1)


def test_threads_that_need_a_token_at_once_ask_for_one_between_them() -> None:
    with hostile(token(1), *[Said()] * 8) as server, signing(server, World()) as client:
        threads = [threading.Thread(target=client.get, args=("/",)) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert sorted(shown(server)) == ["/oauth2/token", *["Bearer token-1"] * 8]


def test_a_server_behind_a_proxy_is_named_as_it_names_itself() -> None:
    credentials = ClientCredentials("client-1", CURVE, "key-1", audience="https://wres.example/oauth2/token")
    assertion = credentials.assertion("http://127.0.0.1/oauth2/token", 1_800_000_000)
    claims = jwt.decode(assertion, options={"verify_signature": False})
    assert claims["aud"] == "https://wres.example/oauth2/token"


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP256R1()), "no key", b""])
def test_a_key_that_is_not_taken_is_refused_before_it_is_sent(key: PrivateKey | str | bytes) -> None:
    with pytest.raises(ValueError, match=r"key|PEM"):
        ClientCredentials("client-1", key, "key-1").assertion("http://127.0.0.1/oauth2/token", 0)


def test_secrets_are_not_shown() -> None:
    assert "PRIVATE" not in repr(ClientCredentials("client-1", "-----BEGIN PRIVATE KEY-----", "key-1"))
    with pytest.raises(ValueError, match="either a key or credentials"):
        Client("https://wres.example", "key", credentials=ClientCredentials("client-1", CURVE, "key-1"))
