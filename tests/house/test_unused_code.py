"""Nothing is kept that nothing uses."""

from typing import Final

from vulture import Vulture

from tests.servers import ROOT

PRODUCT: Final = (
    "vocabulary",
    "inference",
    "services",
    "indicators_service",
    "trajectory_service",
    "oversight_service",
    "gateway",
    "deployment",
)
CALLED_BY_LIBRARIES: Final = ("process_bind_param", "process_result_value", "send_400_response", "CallCountRow")
"""SQLAlchemy's types, uvicorn's protocol, and a table that is read by its name."""

FOR_LOOKING_ON: Final = ("free_port", "held_bytes", "differences", "fisher", "katz")
"""What the tests and benchmarks ask, and the product itself has no need of."""

DECORATED: Final = (
    "@*.get",
    "@*.put",
    "@*.post",
    "@*.delete",
    "@*.patch",
    "@*validator*",
    "@*serializer*",
    "@*.exception_handler",
)
"""Called by FastAPI and pydantic."""


def test_every_function_class_and_method_of_the_product_is_used_by_it() -> None:
    """Members of models and of enumerations are data, and are not looked at: they are on the wire."""
    found = Vulture(ignore_names=[*CALLED_BY_LIBRARIES, *FOR_LOOKING_ON], ignore_decorators=list(DECORATED))
    found.scavenge([str(ROOT / folder) for folder in PRODUCT])
    unused = [
        f"{each.filename.relative_to(ROOT)}:{each.first_lineno} {each.typ} {each.name}"
        for each in found.get_unused_code(min_confidence=60)
        if each.typ not in ("variable", "attribute")
    ]
    assert unused == []
