"""Nobody makes us call what only we can reach: addresses that are refused when they are given, and when called."""

import socket
import ssl
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.webhooks.destinations import Destinations, Refused, Resolver, is_public
from gateway.webhooks.equipment import Equipment
from gateway.webhooks.sending import Sender
from gateway.webhooks.signing import Secrets
from services.instants import now
from services.settings import Settings
from tests.webhooks.conftest import Post
from tests.webhooks.receiving import Receiver, receiving

ONE_DATABASE = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
PUBLIC = "93.184.215.14"
NOT_PUBLIC = "its host is, or leads to, an address that is not public"


class Names:
    """What names lead to: each time the next answer, and the last one ever after."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def equipment(self, settings: Settings, *, insecure: bool) -> Equipment:
        destinations = Destinations(insecure, self)
        return Equipment(destinations, Sender(destinations, 5.0), Secrets(settings), lambda: None)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),  # noqa: S104 - to be refused
        *("192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe"),
        *("64:ff9b::127.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1"),
        *("5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2a00::1%eth0", "fec0::1", "ff02::1", ""),
    ],
)
def test_an_address_that_not_everybody_reaches_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_an_address_that_everybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hooks.example.org/", "not-https"),
        ("ftp://hooks.example.org/", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("//hooks.example.org/", "not-https"),
        ("https://", "not-a-url"),
        ("https:///path", "not-a-url"),
        ("https://[::1", "not-a-url"),
        ("https://hooks.example.org:99999/", "not-a-url"),
        ("https://hooks.example.org/#part", "not-a-url"),
        ("https://hooks.example.org\\@127.0.0.1/", "not-a-url"),
        ("https://hooks.example.org/\r\nx: y", "not-a-url"),
        ("https://hooks.example.org/a b", "not-a-url"),
        ("https://höhle.example.org/", "not-a-url"),
        ("https://%31%32%37.0.0.1/", "not-a-url"),
        ("https://hooks.example.org/" + "a" * 2_000, "not-a-url"),
        ("https://me@hooks.example.org/", "credentials-in-url"),
        ("https://me:word@hooks.example.org/", "credentials-in-url"),
        ("https://hooks.example.org:22/", "port-not-allowed"),
        ("https://hooks.example.org:0/", "port-not-allowed"),
        ("https://2130706433/", "not-a-url"),
        ("https://0x7f000001/", "not-a-url"),
        ("https://017700000001/", "not-a-url"),
        ("https://0177.0.0.1/", "not-a-url"),
        ("https://0x7f.0.0.1/", "not-a-url"),
        ("https://127.1/", "not-a-url"),
        ("https://127.0.0.1./", "not-a-url"),
        ("https://hooks.example.0x/", "not-a-url"),
    ],
)
def test_an_address_in_another_form_is_refused(url: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        Destinations(insecure=False, resolve=Names([PUBLIC])).read(url)
    assert caught.value.code == code


@ONE_DATABASE
async def test_what_is_not_public_is_refused_when_it_is_given(post: Post) -> None:
    """By the system's own look-up of names: ``localhost`` stands for a name that leads to a private address."""
    hosts = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "localhost"]
    async with post.gateway(webhooks_insecure=False) as gate:
        caller = await gate.registered()
        for host in hosts:
            answer = await gate.post("/v1/subscriptions", {"url": f"https://{host}/hook"}, caller)
            (fault,) = answer.json()["errors"]
            told = (answer.status_code, fault["path"], fault["code"], fault["message"])
            assert told == (422, "$.url", "address-not-public", NOT_PUBLIC), host
        unknown = await gate.post("/v1/subscriptions", {"url": "https://nowhere.invalid/"}, caller)
        assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "name-not-found")
        plain = await gate.post("/v1/subscriptions", {"url": "http://127.0.0.1/"}, caller)
        assert (plain.status_code, plain.json()["errors"][0]["code"]) == (422, "not-https")


@ONE_DATABASE
async def test_a_name_that_leads_elsewhere_later_is_not_called(post: Post, receiver: Receiver) -> None:
    names = Names([PUBLIC], [PUBLIC, "127.0.0.1"], ["::1"], [PUBLIC])
    made_with = names.equipment(post.settings, insecure=False)
    url = receiver.address.replace("http://127.0.0.1", "https://rebinding.example").rsplit(":", 1)[0] + ":8443/"
    async with post.gateway(equipment=made_with, webhooks_tries=2) as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, url)
        await post.publish()
        (dead,) = await gate.settled(made, caller, "dead")
        assert [(each["status"], each["error"]) for each in dead["attempts"]] == [(None, NOT_PUBLIC)] * 2
        names.answers = [["127.0.0.1"]]
        assert (await gate.changed(made, caller, url="https://127.0.0.1/")).status_code == 422
    assert names.asked[:3] == [("rebinding.example", 8443)] * 3
    assert receiver.came == []


@ONE_DATABASE
async def test_what_was_allowed_once_is_looked_at_again_for_each_attempt(post: Post, receiver: Receiver) -> None:
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
    await post.publish()
    async with post.gateway(webhooks_insecure=False, webhooks_tries=1) as gate:
        (dead,) = await gate.settled(made, caller, "dead")
        assert dead["attempts"][0]["error"] == "it must begin with https://"
    assert receiver.came == []


@ONE_DATABASE
async def test_the_address_that_was_found_good_is_the_one_that_is_called_and_no_proxy(
    post: Post, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    names = Names(["127.0.0.1"])
    url = receiver.address.replace("127.0.0.1", "receiver.example")
    async with post.gateway(equipment=names.equipment(post.settings, insecure=True)) as gate:
        caller = await gate.registered()
        await gate.subscribed(caller, url)
        await post.publish()
        came = await receiver.next()
        assert f"http://{came.headers['host']}" == url
    # Once when it was given, and once for the attempt.
    assert [host for host, _ in names.asked] == ["receiver.example"] * 2


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for a name, signed by itself: what its server shows, and what a client must believe."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "certificate.pem").write_bytes(pem + private)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(folder / "certificate.pem")
    return shown, ssl.create_default_context(cadata=pem.decode())


async def test_a_certificate_that_is_not_believed_or_of_another_name_is_not_sent_to(tmp_path: Path) -> None:
    shown, believed = certified(tmp_path, "receiver.example")
    destinations = Destinations(insecure=True, resolve=Names(["127.0.0.1"]))
    async with receiving(shown) as receiver:
        port = receiver.address.rsplit(":", 1)[1]
        told = [
            await Sender(destinations, 5.0, trusted).post(f"https://{host}:{port}/", {}, b"{}")
            for host, trusted in (
                ("receiver.example", believed),
                ("receiver.example", None),
                ("another.example", believed),
            )
        ]
        refused = "no secure connection: the certificate or the protocol is not good"
        assert [(each.status, each.error) for each in told] == [(204, None), (None, refused), (None, refused)]
        assert len(receiver.came) == 1


async def test_a_name_that_nobody_answers_for_in_time_is_an_attempt_that_failed() -> None:
    async def never(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror

    answered = await Sender(Destinations(insecure=False, resolve=never), 5.0).post("https://a.example/", {}, b"{}")
    assert (answered.status, answered.error) == (None, "its host is not known to the domain name system")
    resolver = Resolver()
    assert await resolver("localhost", 443) in (("127.0.0.1",), ("127.0.0.1", "::1"), ("::1", "127.0.0.1"))
    resolver.close()
