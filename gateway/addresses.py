"""The name that an operation has on the page of the contract, to be linked to."""

import re


def anchor(method: str, template: str) -> str:
    """Return a name made of method and address, such as ``get-v1-organisations-ods``."""
    return re.sub(r"[^a-z0-9]+", "-", f"{method} {template}".lower()).strip("-")
