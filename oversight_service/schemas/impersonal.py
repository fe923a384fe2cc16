"""Text that names nobody: free text without personal data, roles in place of people, and links to documents."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from oversight_service.domain.personal_data import personal_data, personal_data_in_role
from oversight_service.domain.role import is_role
from services.wire import Text

_LEAST_LETTERS: Final = 3


def _nobody(text: str) -> str:
    found = personal_data(text)
    if found is not None:
        raise ValueError(f"it holds {found.kind} ({found.start}…); name roles, not people")
    return text


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) < _LEAST_LETTERS:
        raise ValueError(f"write at least {_LEAST_LETTERS} letters")
    return line


def _role(text: str) -> str:
    role = " ".join(text.split())
    found = personal_data_in_role(role)
    if found is not None:
        raise ValueError(
            f"it seems to hold {found.kind} ({found.start}…); write the role alone, such as Chief People Officer. "
            "A place or service that is taken for a name passes in small letters."
        )
    if not is_role(role):
        raise ValueError("no word of it is known of roles; write a role, such as Chief People Officer or HR lead")
    return role


def _of_nobody(link: str) -> str:
    found = personal_data(link)
    if found is not None and found.kind == "an e-mail address":
        raise ValueError("it holds an e-mail address; link to the document, not to a person")
    return link


Impersonal = Annotated[Text, AfterValidator(_nobody)]
"""Free text in which no personal data is found."""

Link = Annotated[Text, Field(pattern=r"^https?://[^\s]+$", max_length=500)]

Line = Annotated[Impersonal, AfterValidator(_in_one_line)]
"""Free text of one line that says something, and in which no personal data is found."""

Role = Annotated[Impersonal, Field(max_length=100), AfterValidator(_role)]
"""A role, and no person: at least one word that NHS roles are made of, and none that is a name."""

ImpersonalLink = Annotated[Link, AfterValidator(_of_nobody)]
"""Where a document can be read, without an e-mail address in it."""
