"""One contract from those of the services and the gateway's own."""

from collections.abc import Mapping
from typing import Any, Final

from gateway.examples import with_examples
from gateway.tags import described
from services import openapi
from services.application import VERSION
from services.settings import Settings

TITLE: Final = "Model Employer API"
_SECURITY: Final = {
    "apikey": {"type": "apiKey", "in": "header", "name": "apikey"},
    "bearer": {"type": "http", "scheme": "bearer"},
}


_LIMITS: Final[Mapping[str, str]] = {
    "limit_public": "calls a minute from one address without a key",
    "limit_client": "calls a minute of one client",
    "call_seconds": "seconds until an answer begins, at most",
    "max_body_bytes": "bytes of a body",
    "max_upload_bytes": "bytes of a file",
    "max_head_bytes": "bytes of a request line and its headers",
    "max_head_lines": "header lines",
    "head_seconds": "seconds for the headers to come whole",
}


def _limits() -> list[dict[str, Any]]:
    """Return what may be asked for at most, as an installation comes. Headers and problems tell how it is set."""
    fields = Settings.model_fields
    return [{"limit": words, "most": fields[name].default} for name, words in _LIMITS.items()]


def merged_contract(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the contract of the whole product. Every call may be made without a credential, as the public."""
    document = openapi.merged(TITLE, VERSION, documents)
    document["info"]["x-limits"] = _limits()
    document["components"]["securitySchemes"] = _SECURITY
    document["security"] = [{}, *({name: []} for name in _SECURITY)]
    document["tags"] = described(
        tag for item in document["paths"].values() for operation in item.values() for tag in operation.get("tags", ())
    )
    return with_examples(document)
