"""The words that a framework file may use, each for one thing."""

from enum import StrEnum


class Confidence(StrEnum):
    """How sure we are of a statement about a framework."""

    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"


class EvidenceKind(StrEnum):
    """The kinds of fact that a rule can look at.

    ``RECORDED`` is a figure published elsewhere, ``ASPIRATION`` progress on an agreed goal, ``SUBMISSION`` the return
    itself, ``RECORD`` what the organisation put on record, ``COMMISSIONING`` a commissioner's view of its providers.
    """

    METRIC = "metric"
    BOARD_SEATS = "board_seats"
    TRAJECTORY = "trajectory"
    DATA_QUALITY = "data_quality"
    RECORDED = "recorded"
    ASPIRATION = "aspiration"
    SUBMISSION = "submission"
    RECORD = "record"
    COMMISSIONING = "commissioning"


class ArrangedBy(StrEnum):
    """What a framework calls the heads that its evidence is arranged under."""

    QUESTIONS = "questions"
    THEMES = "themes"
    STATEMENTS = "statements"
    ACTIONS = "actions"
    DUTIES = "duties"
    INDICATORS = "indicators"


class Trigger(StrEnum):
    """What it means that a rule holds. None of them is an outcome of the framework's own body."""

    LINE_OF_ENQUIRY = "line_of_enquiry"
    POTENTIAL_SUPPORT_NEED = "potential_support_need"
    MATTER_FOR_ASSURANCE = "matter_for_assurance"
    GAP_IN_COMPLIANCE = "gap_in_compliance"


class Direction(StrEnum):
    """Which way a figure is good. A figure of ``CONTEXT`` is neither good nor bad by itself."""

    HIGH = "high_is_good"
    LOW = "low_is_good"
    PARITY = "parity_is_good"
    CONTEXT = "context"


class RecordKind(StrEnum):
    """What an organisation can have put on record that a framework asks for."""

    ACTION_PLAN = "action_plan"
    IMPLEMENTATION = "implementation"
    BOARD_OBJECTIVES = "board_objectives"
    CONTRACT_REPORT = "contract_report"
    FIVE_YEAR_PLAN = "five_year_plan"


class Comparison(StrEnum):
    """How a value of a fact is held against a threshold."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
