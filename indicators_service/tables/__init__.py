"""What the indicators service stores: organisations over time, returns and their life, uploads, and the audit."""

from indicators_service.tables.base import AUDIT, SCHEMA, metadata
from indicators_service.tables.batches import BatchErrorRow, BatchRow
from indicators_service.tables.exports import ExportRow
from indicators_service.tables.life import DeadlineRow, GenerationRow, PublicationRow, TransitionRow
from indicators_service.tables.organisations import (
    CommissionedRow,
    OrganisationRow,
    OrganisationVersionRow,
    SuccessionRow,
)
from indicators_service.tables.returns import CountRow, ReturnRow, SurveyRow

__all__ = [
    "AUDIT",
    "SCHEMA",
    "BatchErrorRow",
    "BatchRow",
    "CommissionedRow",
    "CountRow",
    "DeadlineRow",
    "ExportRow",
    "GenerationRow",
    "OrganisationRow",
    "OrganisationVersionRow",
    "PublicationRow",
    "ReturnRow",
    "SuccessionRow",
    "SurveyRow",
    "TransitionRow",
    "metadata",
]
