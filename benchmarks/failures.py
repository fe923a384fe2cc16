"""Why a benchmark gives no figures."""


class MissingProgramError(RuntimeError):
    """A program that the benchmark needs is not installed; the message says how to get it."""


class WrongAnswersError(RuntimeError):
    """The product answered wrongly, so that its speed means nothing."""
