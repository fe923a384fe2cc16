"""A body from its registration to its published return, written as an integrator would write it."""

import ssl
from typing import cast

from model_employer import Client, etag_of
from model_employer.contract.types import Explanation, ReturnIn, TransitionIn

from tests.documents import complete
from tests.servers import KEY

CERTIFICATES = ssl.create_default_context()
"""Read once for all clients: it takes longer than most tests."""

YEAR = 2018


def client_at(address: str, key: str | None = KEY) -> Client:
    """Return a client of a server; the administrator's, where no key is given."""
    return Client(address, key, verify=CERTIFICATES, trust_env=False)


def return_of(ods: str) -> ReturnIn:
    """A complete return."""
    return cast(ReturnIn, complete(organisation=ods))


def register(door: Client, ods: str) -> None:
    """Register a trust."""
    door.reference.keep_organisation(ods, {"name": f"Trust {ods}", "type": "acute", "region": "Y56"})


def key_of(door: Client, ods: str) -> str:
    """Make a client of a body and return its key."""
    return door.clients.make_client({"name": f"Client of {ods}", "kind": "provider", "body": ods})["key"]


def publish(door: Client, address: str, ods: str, *, embargo: str | None = None) -> None:
    """Take a body's return through its life: two clients of the body, then the national team's step."""
    register(door, ods)
    door.returns.submit_return(ods, YEAR, return_of(ods))
    warned = sorted({each["code"] for each in door.returns.read_return(ods, YEAR)["warnings"]})
    explanations: list[Explanation] = [{"code": code, "text": "Checked."} for code in warned]
    steps: tuple[TransitionIn, ...] = (
        {"to": "submitted"},
        {"to": "signed_off", "explanations": explanations},
        {"to": "published", "embargo": embargo},
    )
    for key, step in zip((key_of(door, ods), key_of(door, ods), KEY), steps, strict=True):
        with client_at(address, key) as own:
            own.returns.move_return(ods, YEAR, step, if_match=etag_of(own.returns.read_return(ods, YEAR)))
