"""Records of what happened: one JSON object per line, with the ids that follow a call through every hop."""

import json
import logging
import re
import sys
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Names one call at the public door; mirrored to the caller."""

correlation_id: ContextVar[str] = ContextVar("correlation_id", default="")
"""Names the piece of work that a call belongs to; chosen by the caller when it has one."""

service_name: ContextVar[str] = ContextVar("service_name", default="")
"""The service that is answering; in one process several do."""

log: Final = logging.getLogger("records")

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}
_SAFE_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def accepted_id(given: str | None) -> str:
    """Return the caller's id when it is safe to log and mirror, otherwise a new one."""
    if given and _SAFE_ID.fullmatch(given):
        return given
    return uuid.uuid4().hex


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object: time, level, ids, message, and the extra fields given."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for ``record``."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": service_name.get(),
            "request_id": request_id.get(),
            "correlation_id": correlation_id.get(),
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class PlainLines(logging.Formatter):
    """Formats a record for a person: time, level, message, and the extra fields given."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for ``record``."""
        extra = " ".join(f"{name}={value}" for name, value in vars(record).items() if name not in _STANDARD)
        at = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        line = f"{at} {record.levelname.lower()} {record.getMessage()} {extra}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def configure(level: str, style: str) -> None:
    """Send every record of this process to standard error, as JSON lines or as plain text."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # What no line of ours shows need not be found out for each: the caller's place in the code, thread and process.
    logging._srcfile = None  # as Python's own how-to on logging advises
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    # Every request is already recorded once, with its ids, by the observing middleware; and the HTTP
    # client repeats at INFO what the peer's own record says.
    for noisy in ("uvicorn.access", "httpx2", "httpcore2", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = True
