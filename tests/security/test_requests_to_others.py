"""API7, server side request forgery: nobody makes the program call what only the program can reach."""

import pytest

from tests.security.program import OWN, Program

TARGETS = (
    "http://1.1.1.1/hook",
    "https://127.0.0.1/hook",
    "https://127.1/hook",
    "https://2130706433/hook",
    "https://0x7f000001/hook",
    "https://0177.0.0.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "https://[::ffff:7f00:1]/hook",
    "https://[64:ff9b::7f00:1]/hook",
    "https://[fe80::1%25eth0]/hook",
    "https://localhost/hook",
    "https://localhost./hook",
    "https://169.254.169.254/latest/meta-data",
    "https://192.0.0.192/",
    "https://10.0.0.1/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://1.1.1.1:22/",
    "https://1.1.1.1@127.0.0.1/",
    "https://127.0.0.1#@1.1.1.1/",
    "https://1.1.1.1\\@127.0.0.1/",
    "https://１２７.0.0.1/",
    "https://no-such-host.invalid/",
    "file:///etc/passwd",
    "gopher://1.1.1.1/",
    "ftp://1.1.1.1/",
    "//1.1.1.1/",
    "https://",
    "https://1.1.1.1/" + "a" * 5_000,
    "https://1.1.1.1/\r\nx-planted: 1",
)


@pytest.mark.parametrize("url", TARGETS, ids=range(len(TARGETS)))
def test_an_address_that_is_not_everybody_s_is_refused(program: Program, url: str) -> None:
    for who in ("own", "administrator"):
        answer = program.ask(who, "POST", "/v1/subscriptions", json={"url": url})
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["path"] == "$.url"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost@evil.example", "127.0.0.1:1"])
def test_what_a_caller_calls_the_host_is_in_no_answer(program: Program, host: str) -> None:
    headers = {"host": host, "x-forwarded-host": host, "x-forwarded-proto": "gopher"}
    paths = ["/v1/frameworks", "/v1/nothing", "/docs", "/.well-known/jwks.json", "/v1/openapi.json", "/problems"]
    paths += [f"/v1/organisations/{OWN}/measure-report?year=2018", "/v1/organisations?limit=1", "/v1/exports"]
    for path in paths:
        answer = program.ask(None, "GET", path, headers=headers)
        assert answer.status_code in (200, 400, 404), path
        assert host not in answer.text + str(answer.headers)
    upload = {"host": host, "content-type": "text/csv"}
    sent = program.ask("own", "POST", "/v1/returns:upload", content=b"organisation,year,item\n", headers=upload)
    assert host not in sent.text + str(sent.headers)
