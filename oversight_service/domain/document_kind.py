"""What kinds of document organisations and national bodies put on record here."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """The kinds of document that are kept, each in revisions that are never changed.

    ``ACTION`` and ``ACCOUNTABILITY`` are an organisation's own. ``IMPLEMENTATION`` is the status of one objective of
    the strategy's Annex C. ``FIGURE`` is a figure published elsewhere, such as staff engagement. ``CONTRACT_REPORT``
    is a provider's annual report to its co-ordinating commissioner. ``REVIEW`` is a national assessment at a date.
    """

    ACTION = "action"
    IMPLEMENTATION = "implementation"
    ACCOUNTABILITY = "accountability"
    FIGURE = "figure"
    CONTRACT_REPORT = "contract_report"
    REVIEW = "review"
