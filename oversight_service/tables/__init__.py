"""What the oversight service stores."""

from oversight_service.tables.base import SCHEMA, metadata
from oversight_service.tables.documents import DocumentRow
from oversight_service.tables.outcomes import OutcomeRow
from oversight_service.tables.statements import StatementRow

__all__ = ["SCHEMA", "DocumentRow", "OutcomeRow", "StatementRow", "metadata"]
