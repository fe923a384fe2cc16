"""The text of a framework file (TOML) read into a ``Framework``. Pure: who reads the disk hands over the text."""

import tomllib
from collections.abc import Callable
from typing import TypeVar

from oversight_service.domain.framework_checks import check
from oversight_service.domain.framework_definitions import (
    AspirationDefinition,
    BoardDefinition,
    CommissioningDefinition,
    MetricDefinition,
    MetricWording,
    QualityDefinition,
    RecordDefinition,
    RecordedDefinition,
    SubmissionDefinition,
    TrajectoryDefinition,
)
from oversight_service.domain.framework_lines import line_of
from oversight_service.domain.framework_scoring import Cap, RatingBand, Scoring, ScoringMethod
from oversight_service.domain.framework_table import FrameworkError, Table
from oversight_service.domain.framework_words import (
    ArrangedBy,
    Comparison,
    Confidence,
    Direction,
    EvidenceKind,
    RecordKind,
    Trigger,
)
from oversight_service.domain.frameworks import (
    Condition,
    Framework,
    InForce,
    Question,
    Review,
    Rule,
    Scale,
    SourceDocument,
)
from oversight_service.domain.progress_against_wres import GapMode, WeightBasis
from vocabulary.organisations import OrganisationType

Record = TypeVar("Record")


def parse_framework(file: str, text: str) -> Framework:
    """Return the framework that ``text`` describes; ``file`` is its name, used in errors only.

    Raises:
        FrameworkError: not TOML, a key missing, unknown or of the wrong kind, or a reference that leads nowhere.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(file, "(whole file)", f"not valid TOML: {error}") from None
    try:
        framework = _whole(Table(file, "", content), _framework)
        check(file, framework)
    except FrameworkError as error:
        raise error.on_line(line_of(text, error.key)) from None
    return framework


def _whole(table: Table, read: Callable[[Table], Record]) -> Record:
    """Read a table and refuse what the reader left."""
    record = read(table)
    table.finish()
    return record


def _optional(table: Table, key: str, read: Callable[[Table], Record]) -> Record | None:
    return _whole(table.table(key), read) if table.has(key) else None


def _each(table: Table, key: str, read: Callable[[Table], Record]) -> tuple[Record, ...]:
    return tuple(_whole(inner, read) for inner in table.tables(key))


def _framework(table: Table) -> Framework:
    return Framework(
        key=table.text("key"),
        version=table.text("version"),
        title=table.text("title"),
        body=table.text("body"),
        assesses=table.words("assesses", OrganisationType),
        in_force=_whole(table.table("in_force"), _in_force),
        scale=_whole(table.table("scale"), _scale),
        source=_whole(table.table("source"), _source),
        review=_whole(table.table("review"), _review),
        computed_by=table.text("computed_by"),
        arranged_by=table.word("arranged_by", ArrangedBy),
        triggers=table.word("triggers", Trigger),
        caveats=table.texts("caveats"),
        questions=_each(table, "questions", _question),
        metrics=_each(table, "metrics", _metric),
        board=_optional(table, "board", _board),
        trajectories=_optional(table, "trajectories", _trajectories),
        data_quality=_optional(table, "data_quality", _quality),
        recorded=_each(table, "recorded", _recorded),
        aspiration=_optional(table, "aspiration", _aspiration),
        submission=_optional(table, "submission", _submission),
        records=_each(table, "records", _record),
        commissioning=_optional(table, "commissioning", _commissioning),
        scoring=_optional(table, "scoring", _scoring),
        rules=_each(table, "rules", _rule),
    )


def _confidence(table: Table) -> Confidence:
    return table.word("confidence", Confidence)


def _in_force(table: Table) -> InForce:
    return InForce(table.day("from"), table.optional_day("to"), _confidence(table), table.text("note"))


def _scale(table: Table) -> Scale:
    return Scale(table.text("name"), table.texts("values"), _confidence(table))


def _source(table: Table) -> SourceDocument:
    return SourceDocument(table.text("title"), _confidence(table), table.text("note"))


def _review(table: Table) -> Review:
    return Review(table.text("author"), table.day("reviewed_on"))


def _question(table: Table) -> Question:
    return Question(table.text("id"), table.text("title"), table.text("asks"), _confidence(table))


def _metric(table: Table) -> MetricDefinition:
    part, measure = table.optional_part("part"), table.text("measure")
    judged_by = table.text("judged_by") if table.has("judged_by") else measure
    return MetricDefinition(
        id=table.text("id"),
        title=table.text("title"),
        indicator=table.text("indicator"),
        part=part,
        measure=measure,
        judged_by=judged_by,
        direction=table.word("direction", Direction),
        questions=table.texts("questions"),
        why=table.text("why"),
        minimum_denominator=table.optional_whole("minimum_denominator"),
        wording=_whole(table.table("wording"), _wording),
        confidence=_confidence(table),
    )


def _wording(table: Table) -> MetricWording:
    return MetricWording(table.text("figures"), table.text("favours_reference"), table.text("favours_interest"))


def _board(table: Table) -> BoardDefinition:
    return BoardDefinition(
        indicator=table.text("indicator"),
        measure=table.text("measure"),
        memberships=table.texts("memberships"),
        workforce_indicator=table.text("workforce_indicator"),
        workforce_part=table.part("workforce_part"),
        workforce_measure=table.text("workforce_measure"),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _trajectories(table: Table) -> TrajectoryDefinition:
    return TrajectoryDefinition(
        bands=table.texts("bands"),
        horizon=table.whole("horizon"),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _quality(table: Table) -> QualityDefinition:
    return QualityDefinition(
        indicator=table.text("indicator"),
        part=table.part("part"),
        measure=table.text("measure"),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _recorded(table: Table) -> RecordedDefinition:
    return RecordedDefinition(
        id=table.text("id"),
        title=table.text("title"),
        figure=table.text("figure"),
        direction=table.word("direction", Direction),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _aspiration(table: Table) -> AspirationDefinition:
    return AspirationDefinition(table.texts("bands"), table.texts("questions"), table.text("why"), _confidence(table))


def _submission(table: Table) -> SubmissionDefinition:
    return SubmissionDefinition(table.texts("questions"), table.text("why"), _confidence(table))


def _record(table: Table) -> RecordDefinition:
    return RecordDefinition(
        id=table.text("id"),
        title=table.text("title"),
        record=table.word("record", RecordKind),
        from_year=table.optional_whole("from_year"),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _commissioning(table: Table) -> CommissioningDefinition:
    return CommissioningDefinition(
        gap_mode=table.word("gap_mode", GapMode),
        weight_basis=table.word("weight_basis", WeightBasis),
        least_indicators=table.whole("least_indicators"),
        coverage_floor=table.number("coverage_floor"),
        questions=table.texts("questions"),
        why=table.text("why"),
        confidence=_confidence(table),
    )


def _scoring(table: Table) -> Scoring:
    return Scoring(
        method=table.word("method", ScoringMethod),
        confidence=_confidence(table),
        note=table.text("note"),
        metrics=table.optional_texts("metrics"),
        segments=table.optional_texts("segments"),
        thresholds=table.numbers("thresholds"),
        cap=_optional(table, "cap", _cap),
        highest_score=table.optional_whole("highest_score"),
        bands=_each(table, "bands", _band),
    )


def _cap(table: Table) -> Cap:
    return Cap(table.text("figure"), table.number("above"), table.text("segment"))


def _band(table: Table) -> RatingBand:
    return RatingBand(table.whole("from"), table.whole("to"), table.text("rating"))


def _rule(table: Table) -> Rule:
    return Rule(
        id=table.text("id"),
        looks_at=table.word("looks_at", EvidenceKind),
        only=table.optional_texts("only"),
        conditions=_each(table, "when", _condition),
        reason=table.text("reason"),
        enquiry=table.text("enquiry"),
        confidence=_confidence(table),
    )


def _condition(table: Table) -> Condition:
    return Condition(table.text("value"), table.word("comparison", Comparison), table.threshold("threshold"))
