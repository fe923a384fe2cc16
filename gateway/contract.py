"""One contract from those of the services and the gateway's own, and a page that people can read it on."""

import html
from collections.abc import Iterator, Mapping
from typing import Any, Final

from services import openapi
from services.application import VERSION

TITLE: Final = "Model Employer API"
_SECURITY: Final = {
    "apikey": {"type": "apiKey", "in": "header", "name": "apikey"},
    "bearer": {"type": "http", "scheme": "bearer"},
}


def merged_contract(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the contract of the whole product. Every call may be made without a credential, as the public."""
    document = openapi.merged(TITLE, VERSION, documents)
    document["components"]["securitySchemes"] = _SECURITY
    document["security"] = [{}, *({name: []} for name in _SECURITY)]
    return document


def contract_page(document: Mapping[str, Any]) -> str:
    """Return the contract as an HTML page: every address with what it takes and what it answers."""
    title = html.escape(str(document["info"]["title"]))
    operations = "".join(_operations(document))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><h1>{title}</h1><p>The same as a machine reads it: <a href="/v1/openapi.json">/v1/openapi.json</a>. '
        "Send your key in the header <code>apikey</code>; without one you read as the public.</p>"
        f"{operations}</body></html>"
    )


def _operations(document: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{html.escape(method.upper())} {html.escape(path)}</code></h2>"
            yield f"<p>{html.escape(str(operation.get('description') or operation.get('summary', '')))}</p>"
            yield _parameters(operation.get("parameters", []))
            answers = "".join(
                f"<li>{html.escape(status)}: {html.escape(str(answer.get('description', '')))}</li>"
                for status, answer in sorted(operation["responses"].items())
            )
            yield f"<h3>Answers</h3><ul>{answers}</ul>"


def _parameters(parameters: list[Mapping[str, Any]]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{html.escape(each['name'])}</code></td><td>{html.escape(each['in'])}</td>"
        f"<td>{'needed' if each.get('required') else ''}</td><td>{html.escape(each.get('description', ''))}</td></tr>"
        for each in parameters
    )
    head = "<tr><th>name</th><th>where</th><th>needed</th><th>what</th></tr>"
    return f"<table><caption>Parameters</caption>{head}{rows}</table>"
