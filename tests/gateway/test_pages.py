"""The pages that people read the contract and the problems on: whole without script, and nothing from elsewhere."""

import json
import re
from html.parser import HTMLParser

import pytest

from gateway.addresses import anchor
from gateway.examples import FOLDER
from gateway.pages.operations import contract_page, subjects
from gateway.pages.rendering import ASSETS, POLICY
from gateway.tags import TAGS
from services.problems import TITLES
from services.remedies import REMEDIES
from tests.contract.whole import whole_contract
from tests.gateway.conftest import Call

BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
VOID = frozenset({"meta", "link", "br", "input"})


class Page(HTMLParser):
    """A page taken apart: its elements, its ids, and whether each element that was opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    def values(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def whole() -> Page:
    return Page(contract_page(whole_contract()))


def test_the_page_shows_every_operation_under_its_subject_with_its_examples(whole: Page) -> None:
    contract = whole_contract()
    operations = [(method, path) for path, item in contract["paths"].items() for method in item]
    assert len(whole.ids) == len(set(whole.ids))
    assert {anchor(*operation) for operation in operations} <= set(whole.ids)
    assert {href[1:] for href in whole.values("href") if href.startswith("#")} <= set(whole.ids)
    told = "".join(whole.text)
    assert "Sent: example" in told
    assert "Answered: problem" in told
    assert "Pellindale Valley NHS Foundation Trust" in told
    named = [(subject.name, subject.description) for subject in subjects(contract)]
    assert [name for name, _ in named] == [name for name in TAGS if name in dict(named)]
    assert all(words for _, words in named)


def test_the_page_loads_its_own_two_files_and_holds_neither_script_nor_style(whole: Page, call: Call) -> None:
    assert sorted(whole.values("src")) == ["/docs/docs.js"]
    assert [href for href in whole.values("href") if href.endswith(".css")] == ["/docs/docs.css"]
    assert all(link.startswith(("/", "#")) for link in whole.values("href"))
    names = {name for _, attributes in whole.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert not {tag for tag, _ in whole.elements} & {"style", "iframe", "img", "object", "base"}
    answer = call("GET", "/docs")
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert answer.header("content-security-policy") == POLICY
    assert "unsafe" not in POLICY
    assert call("GET", "/docs", {"if-none-match": answer.header("etag") or ""}).status == 304
    assert Page(answer.body.decode()).values("data-path").count("/v1/sacks/{sack}") == 2


@pytest.mark.parametrize("name", ASSETS)
def test_the_files_of_the_pages_are_served_and_call_nobody_else(call: Call, name: str) -> None:
    answer = call("GET", f"/docs/{name}")
    assert (answer.status, answer.header("x-content-type-options")) == (200, "nosniff")
    assert (answer.header("content-type") or "").startswith(ASSETS[name])
    assert not re.search(rb"https?://|//[a-z]+\.|@import|url\(|innerHTML|eval\(|localStorage|cookie", answer.body)
    assert call("GET", "/docs/rendering.py").status == 404


def test_the_page_escapes_what_a_contract_says() -> None:
    bad = "<script>alert(1)</script>"
    answers = {"200": {"description": bad, "content": {bad: {"examples": {bad: {"value": bad}}}}}}
    parameter = {"name": bad, "in": "query", "description": bad, "example": bad}
    operation = {"summary": bad, "description": bad, "tags": [bad], "parameters": [parameter], "responses": answers}
    page = contract_page({"info": {"title": bad}, "paths": {f"/{bad}": {"get": operation}}})
    assert page.count("<script") == page.count('<script src="/docs/docs.js"') == 1
    assert page.count("&lt;script&gt;") >= 10


def test_every_problem_has_a_meaning_a_fix_and_a_status() -> None:
    assert set(REMEDIES) == set(TITLES)
    for code, remedy in REMEDIES.items():
        assert remedy.statuses, code
        assert all(400 <= status < 600 for status in remedy.statuses), code
        assert remedy.meaning.endswith("."), code
        assert remedy.fix.endswith("."), code


def test_every_problem_is_explained_at_the_address_of_its_type(call: Call) -> None:
    for code, title in TITLES.items():
        answer = call("GET", f"/problems/{code}")
        told = json.loads(answer.body)
        assert (answer.status, told["code"], told["title"]) == (200, code, title)
        assert (told["statuses"], told["fix"]) == (list(REMEDIES[code].statuses), REMEDIES[code].fix)
    (cursor,) = (
        each for each in json.loads(call("GET", "/problems/invalid").body)["faults"] if each["code"] == "cursor"
    )
    assert cursor["fix"].startswith("Start the list again")


def test_the_problems_are_listed_and_a_browser_gets_them_as_pages(call: Call) -> None:
    told = json.loads(call("GET", "/problems").body)
    assert [each["code"] for each in told["items"]] == list(TITLES)
    for path in ("/problems", "/problems/invalid"):
        answer = call("GET", path, BROWSER)
        assert answer.header("content-type") == "text/html; charset=utf-8"
        assert answer.header("content-security-policy") == POLICY
        page = Page(answer.body.decode())
        assert REMEDIES["invalid"].fix in "".join(page.text)
    assert "cursor" in page.ids


def test_a_status_that_a_problem_is_answered_with_is_one_that_is_explained() -> None:
    for call in json.loads((FOLDER / "clients.json").read_text()):
        if call["answer"]["status"] >= 400:
            assert call["answer"]["status"] in REMEDIES[call["answer"]["body"]["code"]].statuses
