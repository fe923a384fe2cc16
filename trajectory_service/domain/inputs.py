"""What the model refuses: inputs that no trajectory can be computed from."""


class InputError(ValueError):
    """An input that is refused, with the name of the field as the caller knows it.

    ``field`` is a dotted name such as ``baseline.interest`` or ``horizons``; ``message`` is a plain sentence.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def require(condition: bool, field: str, message: str) -> None:
    """Refuse ``field`` unless ``condition`` holds.

    Raises:
        InputError: the condition is false. State conditions so that NaN makes them false.
    """
    if not condition:
        raise InputError(field, message)
