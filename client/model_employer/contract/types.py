"""What goes over the wire, made from openapi/model-employer.json by ``python -m client.generator``. Do not edit.

A newer server may answer members that are not named here; they are in the dictionaries all the same.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AccountabilityIn(TypedDict):
    """The record of a reporting year. A section that is left out, or null, was not collected."""

    justifications: NotRequired[JustificationsIn | None]
    ned_recruitment: NotRequired[EthnicityCountsIn | None]
    panels: NotRequired[PanelsIn | None]
    performance_objectives: NotRequired[PerformanceObjectivesIn | None]
    staff_network: NotRequired[StaffNetworkIn | None]
    support_pairs: NotRequired[SupportPairsIn | None]
    wres_experts: NotRequired[int | None]


class AccountabilityOut(TypedDict):
    """The record of a reporting year: what the body states, and beside it what is computed of that alone."""

    missing: list[NotCollectedOut]
    organisation: str
    recorded_at: str
    recorded_by: str
    revision: int
    shares: list[AccountabilityShareOut]
    stated: AccountabilityStatedOut
    year: int


class AccountabilityRevisionsOut(TypedDict):
    """Every revision of a year's record, oldest first: what was stated, by whose client, and when."""

    items: list[AccountabilityOut]
    next: NotRequired[None]
    organisation: str
    total: int
    year: int


class AccountabilityShareOut(TypedDict):
    """A share as a percentage with both its counts, or why there is none. ``of`` says in words what of what."""

    denominator: int | None
    id: str
    numerator: int | None
    of: str
    percent: float | None
    reason: str | None


class AccountabilityStatedOut(TypedDict):
    """What a body states. What is null was not collected."""

    justifications: Justifications | None
    ned_recruitment: EthnicityCounts | None
    panels: dict[str, PanelCounts | None] | None
    performance_objectives: dict[str, ObjectiveHolders | None] | None
    staff_network: StaffNetwork | None
    support_pairs: dict[str, EthnicityCounts | None] | None
    wres_experts: int | None


class ActionIn(TypedDict):
    """An action as its organisation states it. Overdue is not stated: it follows from ``due_on`` and the day."""

    aim: NotRequired[str]
    completed_on: NotRequired[str | None]
    due_on: str
    evidence_of_impact: NotRequired[list[ImpactEvidenceIn]]
    indicators: NotRequired[list[WresIndicator]]
    links: NotRequired[list[str]]
    owner_role: str
    started_on: NotRequired[str | None]
    status: ActionStatus
    strategic_objective: str
    title: str


class ActionOut(TypedDict):
    """An action as its newest revision states it, or as an earlier one did; ``overdue`` as of the day asked about."""

    aim: str
    completed_on: str | None
    due_on: str
    evidence_of_impact: list[ImpactEvidenceOut]
    id: str
    indicators: list[str]
    links: list[str]
    organisation: str
    overdue: bool
    owner_role: str
    recorded_at: str
    recorded_by: str
    revision: int
    started_on: str | None
    status: str
    strategic_objective: str
    title: str


class ActionPlan(TypedDict):
    """The action plan on a day; ``reason`` says why it is not shown, such as ``not-visible``."""

    as_at: str | None
    completed: int | None
    items: list[PlannedAction]
    open: int | None
    overdue: int | None
    reason: str | None
    sentence: str
    source: Source
    total: int | None
    with_evidence: int | None


class ActionRevisionsOut(TypedDict):
    """Every revision of an action, oldest first: what was stated, by whose client, and when."""

    id: str
    items: list[ActionOut]
    next: NotRequired[None]
    organisation: str
    total: int


ActionStatus: TypeAlias = Literal["planned", "in_progress", "completed", "withdrawn"]
"""How far an action is, as its owner states it. Overdue is never stated: it depends on the day that is asked."""


class ActionSummaryOut(TypedDict):
    """What the whole plan comes to, in numbers of actions; one that was withdrawn counts in ``total`` alone."""

    completed: int
    indicators_addressed: list[str]
    open: int
    overdue: int
    total: int
    with_evidence: int


class ActionsOut(TypedDict):
    """A page of an organisation's actions by id; ``reason`` says why there is none. ``on`` is the day of ``overdue``.

    ``total`` counts those that were asked for, ``summary`` all there are.
    """

    items: list[ActionOut]
    next: str | None
    on: str
    organisation: str
    reason: str | None
    summary: ActionSummaryOut
    total: int


class ActualHeadcountOut(TypedDict):
    """Posts of known ethnicity on 31 March, and how many BME people hold."""

    interest: int
    share: float
    total: int
    year: int


Adjustment: TypeAlias = Literal["none", "multiplicative", "additive"]
"""How limits are widened: not, every standard error times the same, or a variance added to every body's."""


class AgainstOut(TypedDict):
    """An actual headcount against a path, at the posts that there are.

    ``tail_probability`` is the mid-p probability, on the path, of the headcount that there is or one further out.
    ``power`` is the probability that recruiting at the baseline's share would be told to be behind by now.
    """

    expected: float | None
    expected_share: float | None
    goal: list[GoalInForceOut]
    interval: PathBandOut | None
    power: float | None
    reason: str | None
    status: str
    tail_probability: float | None


class Alert(TypedDict):
    """One movement of one rule for one body. ``reason`` is the sentence for the reader."""

    after: AlertState
    before: AlertState
    confidence: Confidence
    evidence: str
    kind: EvidenceKind
    movement: AlertMovement
    name: str | None
    organisation: str
    reason: str
    rule: str
    source: Source
    themes: list[str]
    title: str


AlertMovement: TypeAlias = Literal["newly_triggered", "cleared", "no_longer_assessable"]
"""How a rule's answer moved. ``LOST``: it held, and can no longer be tried."""


class AlertState(TypedDict):
    """What a rule said at an instant, of which value, from which revision of the return."""

    reason: str
    result: Outcome | None
    revision: int | None
    unit: str | None
    value: str | bool | float | None


class AlertsOut(TypedDict):
    """Movements between ``since`` and ``until`` (``null``: now). ``too_few_people`` counts those not alerted."""

    framework: str
    items: list[Alert]
    organisations: list[str]
    reason: str | None
    since: str
    too_few_people: int
    total: int
    triggers: str
    until: str | None
    version: str
    year: int


class ApiKeyIn(TypedDict):
    """A key to be made. ``others_end_after_seconds`` lets the client's other keys end, so that it can change over."""

    expires_at: NotRequired[str | None]
    others_end_after_seconds: NotRequired[int | None]


class ApiKeyOut(TypedDict):
    """A key, which itself is never shown again. ``last_used_at`` is right to ten minutes."""

    created_at: str
    expires_at: str | None
    id: str
    last_used_at: str | None
    revoked_at: str | None


class ApiKeys(TypedDict):
    """Every key of a client, oldest first."""

    items: list[ApiKeyOut]
    next: NotRequired[None]
    total: int


class Area(TypedDict):
    """An area: the nation, a region, an ICS, or every body of a type."""

    id: str
    name: str
    synthetic: bool


class AreaIndicatorsOut(TypedDict):
    """Every result of an area for one year, from summed counts."""

    area: Area
    board_seats: list[SeatsOut]
    coverage: Coverage
    representation: RepresentationOut
    results: list[ResultOut]
    year: int


class AreaProgressOut(TypedDict):
    """How many organisations of an area are on track, by stratum and together; never an average of shares."""

    area: str
    items: list[StratumCountsOut]
    method_version: str
    organisations: int
    together: SignificanceOut
    with_goals: int
    year: int


class AreaTrajectoriesOut(TypedDict):
    """The trajectories of every stratum of an area, from the summed counts of its organisations."""

    area: str
    method_version: str
    summed_from: list[str]
    trajectories: list[StratumOut]
    year: int


ArrangedBy: TypeAlias = Literal["questions", "themes", "statements", "actions", "duties", "indicators"]
"""What a framework calls the heads that its evidence is arranged under."""


class AspirationBandOut(TypedDict):
    """England's posts of a band on the day: BME staff among those of known ethnicity, and the share aimed for."""

    additional_per_year: float | None
    band: str
    horizon: int
    interest: int | None
    required_share: float | None
    share: float | None
    status: str
    target_share: float | None
    total: int | None


class AspirationDefinition(TypedDict):
    """Which bands' agreed goals tell of progress on the BME leadership aspiration (strategy section 04)."""

    bands: list[str]
    confidence: Confidence
    questions: list[str]
    why: str


class AspirationMovementOut(TypedDict):
    """A band of England in two reviews; shares are plain."""

    band: str
    change: float | None
    earlier_posts_short: float | None
    earlier_share: float | None
    later_posts_short: float | None
    later_share: float | None


class AspirationOut(TypedDict):
    """Progress on the BME leadership aspiration nationally: England's bands, and how many goals stand where."""

    bands: list[AspirationBandOut]
    goals: dict[str, int] | None
    reason: str | None


class AssessedMetric(TypedDict):
    """One piece of evidence under a head: its value, the rules tried on it, and whether any of them holds.

    ``threshold`` is what the deciding rule asks, in words; ``triggered`` is ``None`` where no rule could tell.
    ``reason`` is the sentence that explains ``triggered``.
    """

    confidence: Confidence
    direction: str
    id: str
    kind: EvidenceKind
    missing: str | None
    reason: str
    rules: list[Enquiry]
    sentence: str
    small_number: bool
    source: Source
    threshold: str | None
    title: str
    triggered: bool | None
    unit: str | None
    value: str | bool | float | None


class Assessment(TypedDict):
    """What Model Employer says of one body, year and framework; ``official`` is what the framework's body said.

    ``triggered`` counts the pieces of evidence that a rule holds for, each once. ``revision`` is that of the
    published return, and ``as_at`` the day that decides what is overdue, where a framework looks at that.
    """

    arranged_by: str
    as_at: str | None
    caveats: list[str]
    computed_by: str
    framework: FrameworkVersion
    inputs: list[Input]
    missing: list[Missing]
    official: OfficialOutcome | None
    organisation: Organisation
    revision: int | None
    summary: str
    themes: list[Theme]
    triggered: int
    triggers: Trigger
    year: int


class AssumptionOut(TypedDict):
    """A value that the model rests on, and where it came from."""

    name: str
    note: str
    origin: str
    value: float


class AssuranceOut(TypedDict):
    """What a commissioner assures of a year: its providers together, each by itself, and its own row."""

    commissioner: str
    compliance: ComplianceOut
    computed_by: str
    footprint: AssuredByOut
    own: AssuredBodyOut
    predecessors: list[AssuredBodyOut]
    progress_against_wres: ProgressAgainstWresOut
    providers: list[AssuredBodyOut]
    staff_engagement: StaffEngagementOut
    year: int


class AssuranceTrendOut(TypedDict):
    """A commissioner's assurance over the years, each with the contracts and weights of its own."""

    commissioner: str
    computed_by: str
    footprint: str
    items: list[AssuranceYearOut]
    next: NotRequired[None]
    parameters: TrendParametersOut
    total: int


class AssuranceYearOut(TypedDict):
    """One year of a commissioner: indicators 163b and 163a, and the levels of compliance that are stated."""

    combined: bool
    compliance: ComplianceCountsOut
    href: str
    members: list[str]
    progress_against_wres: YearValueOut
    sentences: list[str]
    staff_engagement: YearValueOut
    year: int


class AssuredBodyOut(TypedDict):
    """One body's row. Every column is computed but the statements and what became of the level they state.

    Where several predecessors stated something of a body, ``statement`` is that of the least compliance, and
    ``statements`` holds them all.
    """

    commissioned_by: list[str]
    compliance_change: str | None
    computed: ComputedColumnsOut
    contract_from: str | None
    contract_to: str | None
    goals: GoalCountsOut | None
    href: str
    index: WresIndexOut
    organisation: str
    previous_statement: StatementOut | None
    staff_engagement: EngagementFigureOut
    statement: StatementOut | None
    statements: list[StatementOut]
    submitted: AssuredReturnOut
    weight: float | None


class AssuredByOut(TypedDict):
    """Who answers for the commissioner; ``sentences`` say what was combined, or why that is not the whole."""

    asked: str
    combined: bool
    complete: bool
    members: list[str]
    sentences: list[str]


class AssuredReportOut(TypedDict):
    """Whether the body's WRES report is published, by what the body itself put on record (``contract-report``)."""

    board_approved_on: str | None
    link: str | None
    published: bool | None
    reason: str | None
    sent_on: str | None


class AssuredReturnOut(TypedDict):
    """Whether the return of the year was submitted, and how far it is."""

    published: bool
    reason: str | None
    revision: int | None
    state: str | None


class AtPaceOut(TypedDict):
    """Where recruiting on at today's share leads, and when equality is expected that way, if ever."""

    equality_year: int | None
    expected_share: float
    probability_met: float
    reason: str | None
    share: float


class AuditBreak(TypedDict):
    """The first line that is not as it must be, and what is wrong with it."""

    number: int
    reason: str


class AuditEntry(TypedDict):
    """One line: who did what when, by which call, and what is different since.

    ``method`` is null for what a service did by itself; ``address`` is then the name of that work. ``hash`` is the
    SHA-256 of the line as JSON without it: keys in order, no spaces, UTF-8.
    """

    action: str
    address: str
    at: str
    by: str
    change: dict[str, Any]
    client_kind: str | None
    hash: str
    kind: str
    method: str | None
    number: int
    organisation: str | None
    previous: str
    request_id: str | None
    revision: int | None
    service: str
    subject: str | None
    year: int | None


class AuditHead(TypedDict):
    """The last line of a service's chain: its number, digest and instant; 0, zeros and null of an empty one."""

    at: str | None
    hash: str
    number: int
    service: str


class AuditLine(TypedDict):
    """One accepted write: when, by whom, of which kind, about which return, and what is different since."""

    action: str
    at: str
    by: str
    change: dict[str, Any]
    kind: str
    number: int
    revision: int | None
    year: int | None


class AuditPage(TypedDict):
    """One page of what happened to a body and its returns, newest first, with the cursor of the next page."""

    items: list[AuditLine]
    next: str | None


class AuditPart(TypedDict):
    """Lines of one service. ``more`` says that there were more than asked for."""

    items: list[AuditEntry]
    more: bool


class AuditStep(TypedDict):
    """How far a chain was found whole, whether it goes on, and what broke it."""

    broken: AuditBreak | None
    hash: str
    more: bool
    number: int


Band: TypeAlias = Literal[
    "under_1",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8a",
    "8b",
    "8c",
    "8d",
    "9",
    "vsm",
    "consultant",
    "senior_medical_manager",
    "non_consultant_career_grade",
    "trainee",
    "other",
]
"""A pay band of Agenda for Change, very senior managers, or a medical or dental grade."""


class BandPay(TypedDict):
    """Hourly pay in one band or grade."""

    band: Band
    bme: GroupPay
    staff_group: StaffGroup
    white: GroupPay


class BaselineIn(TypedDict):
    """Posts of known ethnicity on 31 March of a year, and how many of them BME people hold."""

    interest: int
    total: int
    year: int


class BaselineOut(TypedDict):
    """Posts at the baseline. ``share`` is of those of known ethnicity; ``unknown`` stands beside them."""

    interest: int | None
    share: float | None
    total: int | None
    unknown: int | None
    year: int


class BatchLine(TypedDict):
    """An uploaded file in a list."""

    accepted: int
    done: int
    finished_at: str | None
    id: str
    name: str | None
    rejected: int
    state: str
    total: int
    unchanged: int
    uploaded_at: str


class BatchList(TypedDict):
    """The newest uploads."""

    items: list[BatchLine]
    next: NotRequired[None]
    total: int


class BatchOut(TypedDict):
    """An uploaded file: its state, and how many of its returns were taken.

    ``state`` goes from queued over reading, checking and storing to finished or refused. Errors are why returns
    were rejected; warnings need an explanation at sign-off. ``unlisted`` counts those beyond the longest list.
    """

    accepted: int
    document: str
    done: int
    errors: list[CellFault]
    finished_at: str | None
    format: str | None
    id: str
    name: str | None
    rejected: int
    size: int
    state: str
    total: int
    unchanged: int
    unlisted: int
    uploaded_at: str
    warnings: list[CellFault]
    whole: bool


class BeliefOut(TypedDict):
    """What is believed of a share after the counts so far: mean and 95 % interval, and what it started from."""

    lower: float
    mean: float
    prior: str
    upper: float


class BenchmarkGroup(TypedDict):
    """The group: ``kind`` is region, type, ics, england, peers or nearest; ``rule`` says who is in it.

    ``organisations`` are the ODS codes of its members, the organisation itself among them. ``left_out`` are bodies
    with a return that belong to no one body of today, where that footprint is asked for.
    """

    id: str | None
    kind: str
    left_out: list[str]
    name: str
    organisations: list[str]
    rule: str


class BenchmarkOut(TypedDict):
    """One measure. Rank 1 and quartile 1 are the best; of a neutral measure, the lowest.

    ``of`` counts who is ranked, ``compared`` the others among them. ``median`` is of the others, ``percentile``
    the percentage of the others with a lower value, and ``pooled`` the value of the whole group from summed
    counts.
    """

    compared: int
    comparison: ComparisonOut
    four_fifths: FourFifthsOut | None
    funnel: FunnelOut | None
    indicator: str
    measure: str
    median: float | None
    of: int
    part: dict[str, str] | None
    percentile: float | None
    polarity: str
    pooled: float | None
    quartile: int | None
    rank: int | None
    reason: str | None
    unit: str
    value: float | None


class BenchmarksOut(TypedDict):
    """An organisation's measures of one year beside those of its group."""

    combined: list[str]
    controlled: bool
    footprint: str
    group: BenchmarkGroup
    items: list[BenchmarkOut]
    organisation: str
    year: int


class BoardCell(TypedDict):
    """Indicator 9: members of the board in one cell of voting by executive."""

    bme: int
    executive: bool
    unknown: NotRequired[int]
    voting: bool
    white: int


class BoardDefinition(TypedDict):
    """Which rows give board seats by membership, and the workforce share that sets the number expected."""

    confidence: Confidence
    indicator: str
    measure: str
    memberships: list[str]
    questions: list[str]
    why: str
    workforce_indicator: str
    workforce_measure: str
    workforce_part: dict[str, str]


class BoardSeats(TypedDict):
    """Seats that BME people hold on one cut of the board, beside the number the workforce's share gives.

    ``expected`` = members x workforce share; ``shortfall`` = expected - actual; ``probability`` is the exact
    binomial chance of ``actual`` or further from it, on the side that ``tail`` names, at the workforce's share.
    """

    actual: int | None
    expected: float | None
    expected_share: float | None
    members: int | None
    membership: str
    probability: float | None
    questions: list[str]
    reason: str | None
    sentence: str
    shortfall: float | None
    source: Source
    tail: Tail | None
    title: str
    workforce_source: Source


class Body(TypedDict):
    """The organisation that a row is about."""

    ics: str | None
    name: str
    ods: str
    region: str | None
    synthetic: bool
    type: str


class BodyIn(TypedDict):
    """One body: what it is called in the answer, its metrics, and the figures that a cap looks at."""

    figures: NotRequired[dict[str, float]]
    metrics: dict[str, MetricIn]
    name: str


class BodyResultsOut(TypedDict):
    """One organisation's results, in the order of the rows, and the published return behind them.

    ``document`` names the return: to those who see it exact, by the digest (SHA-256) of what is stored.
    ``submitted_at`` and ``late`` are those of the year's first submission; ``late_reason`` says why ``late`` is
    not told: ``restricted`` to those who see the body's exact figures, ``no-deadline`` of that year,
    ``no-submission`` on record.
    """

    document: str
    edition: str
    late: bool | None
    late_reason: str | None
    organisation: Body
    published_at: str
    results: list[ResultOut]
    revision: int
    submitted_at: str | None


class BodySegmentOut(TypedDict):
    """One body: its scores, their average, and the segment before and after the cap, each with a sentence."""

    average: float | None
    before_sentence: str
    better: int | None
    cap: CapOut | None
    metrics: list[MetricScoreOut]
    name: str
    reason: str | None
    scored: int
    segment: str | None
    segment_before_cap: str | None
    sentence: str


class Body_give_token_oauth2_token_post(TypedDict):
    client_assertion: str
    client_assertion_type: Literal["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    grant_type: Literal["client_credentials"]


class BoundsIn(TypedDict):
    """The least and the most that a share may be required to be."""

    least: NotRequired[float]
    most: NotRequired[float]


class CalculationIn(TypedDict):
    """What a framework's arithmetic needs: scores of statements, or ``bodies`` of one kind with their metrics.

    ``scores`` are by the framework's own statements; ``score_list`` holds any others. ``standards`` and ``floors``
    are figures by metric: who reaches a standard scores 1.00, who misses a floor 4.00. ``thresholds`` stand in for
    those of the framework's file.
    """

    bodies: NotRequired[list[BodyIn] | None]
    floors: NotRequired[dict[str, float]]
    score_list: NotRequired[list[int] | None]
    scores: NotRequired[dict[str, int] | None]
    standards: NotRequired[dict[str, float]]
    thresholds: NotRequired[list[float] | None]


class CalculationOut(TypedDict):
    """What came of it, by which version of which framework, and how sure the method is.

    ``statements`` is ``null`` for a framework of averages; ``bodies`` is empty for one of statements.
    """

    bodies: list[BodySegmentOut]
    computed_by: str
    confidence: str
    framework: str
    method: str
    note: str
    statements: StatementPercentageOut | None
    thresholds: list[float] | None
    thresholds_from: str | None
    version: str


class Cap(TypedDict):
    """A body whose recorded figure is above ``above`` is given no better segment than ``segment``."""

    above: float
    figure: str
    segment: str


class CapOut(TypedDict):
    """The figure that a cap looks at, the line, and the best segment for a body above it."""

    above: float
    figure: str
    outcome: str
    segment: str
    value: float | None


class CauseOut(TypedDict):
    """A sign that a share did more than vary by chance."""

    direction: str
    rule: str
    years: list[int]


class CellFault(TypedDict):
    """One thing wrong with, or unusual in, an uploaded file: its cell, and what to do."""

    cell: str | None
    code: str
    column: str | None
    message: str
    organisation: str | None
    path: str | None
    row: int | None
    sheet: str | None
    year: int | None


class ChainVerified(TypedDict):
    """What was found of one chain: whole up to ``number``, or broken at ``first_broken``.

    ``intact`` is null where the service could not be asked. ``reason`` is null for a chain that is whole.
    """

    detail: str | None
    first_broken: int | None
    hash: str
    intact: bool | None
    number: int
    reason: str | None
    service: str


class ChancesOut(TypedDict):
    """Chances a year of each group."""

    interest: float
    others: float


class Change(TypedDict):
    """The movement since an earlier year, in the metric's unit.

    ``p_value``, ``test`` and ``significant`` are those of the two-year test, ``None`` where there is none: only a
    significant change is put into words. ``sentence`` says what can be said.
    """

    difference: float | None
    p_value: NotRequired[float | None]
    previous_value: float | None
    previous_year: int
    sentence: NotRequired[str | None]
    significant: NotRequired[bool | None]
    test: NotRequired[str | None]


class ChangeLine(TypedDict):
    """One change as a service tells it: numbers grow, and no smaller one is ever told later."""

    at: str
    etag: str
    href: str
    kind: str
    number: int
    organisation: str
    year: int | None


class ChangeOut(TypedDict):
    """The change since the year before: in points, or of a ratio the factor."""

    change: float | None
    interval: str
    lower: float | None
    p_value: float | None
    scale: str
    significant: bool | None
    test: str
    upper: float | None
    years: list[int]


class ChangesPart(TypedDict):
    """The changes of one service after a number. ``more`` says that there were more than asked for.

    ``start`` is the number after which they begin: the one asked about, or the last before the window.
    """

    complete_until: str
    items: list[ChangeLine]
    more: bool
    start: int


class ClientIn(TypedDict):
    """A client to be made. Providers and commissioners act for a body; the others for none."""

    body: NotRequired[str | None]
    external: NotRequired[ExternalName | None]
    kind: Literal["administrator", "national_team", "regulator", "oversight", "commissioner", "provider"]
    name: str


class ClientOut(TypedDict):
    """A client. Its keys are never shown again."""

    body: str | None
    created_at: str
    external: ExternalName | None
    id: str
    kind: str
    name: str
    revoked_at: str | None


class Clients(TypedDict):
    """Every client, oldest first."""

    items: list[ClientOut]
    next: NotRequired[None]
    total: int


class CodeOnly(TypedDict):
    """An organisation by its code, and what is recorded of it; all else is null where nothing is."""

    ics: NotRequired[str | None]
    name: NotRequired[str | None]
    ods: str
    region: NotRequired[str | None]
    synthetic: NotRequired[bool | None]
    type: NotRequired[str | None]


class CommissioningDefinition(TypedDict):
    """A commissioner's indicators 163a and 163b, with the choices that the definition leaves open."""

    confidence: Confidence
    coverage_floor: float
    gap_mode: str
    least_indicators: int
    questions: list[str]
    weight_basis: str
    why: str


class CommunityShareOut(TypedDict):
    """The BME share of the community served, in percent, as it is recorded from elsewhere."""

    link: str | None
    published_on: str | None
    reason: str | None
    source: str | None
    value: float | None


Comparison: TypeAlias = Literal["equals", "not_equals", "above", "at_least", "below", "at_most"]
"""How a value of a fact is held against a threshold."""


class ComparisonOut(TypedDict):
    """The organisation against the others of its group pooled, itself left out; ``others`` is their value."""

    method: str | None
    others: float | None
    p_value: float | None
    verdict: str


Compliance: TypeAlias = Literal["full", "partial", "none"]
"""How far a provider complies with the WRES, as its commissioner states it."""


class ComplianceCountsOut(TypedDict):
    """Of how many providers which level of compliance is stated, and of how many none."""

    full: int
    none: int
    not_stated: int
    partial: int


class ComplianceOut(TypedDict):
    """Levels of compliance of the year's providers, in the year and in the year before."""

    previous_year: ComplianceCountsOut
    this_year: ComplianceCountsOut


class ComputedByStandard(TypedDict):
    """Results by the standard's own names of its groups, and the edition whose definitions were used."""

    edition: StandardEdition
    groups: dict[str, str]
    results: list[ResultOut]
    standard: str
    version: str
    year: int


class ComputedColumnsOut(TypedDict):
    """The columns that fill themselves, told apart from what the commissioner states."""

    data_submitted: bool
    indicators_missing: list[MissingIndicatorOut]
    movement: MovementOut
    report: AssuredReportOut
    trajectory: TrajectoryStatusOut


class ComputedOut(TypedDict):
    """Results of a return that was computed and forgotten."""

    board_seats: list[SeatsOut]
    edition: str
    organisation: str | None
    representation: RepresentationOut
    results: list[ResultOut]
    warnings: list[Warned]
    year: int


class Condition(TypedDict):
    """One comparison of a rule: the named value of a fact against a threshold."""

    comparison: Comparison
    threshold: str | bool | float
    value: str


Confidence: TypeAlias = Literal["published", "unconfirmed"]
"""How sure we are of a statement about a framework."""


ContractIn = TypedDict(
    "ContractIn",
    {
        "from": "str",
        "to": "NotRequired[str | None]",
        "weights": "NotRequired[list[WeightIn]]",
    },
)
"""The dates between which a commissioner holds a contract with a provider, and what the provider weighs."""


ContractOut = TypedDict(
    "ContractOut",
    {
        "commissioner": "str",
        "from": "str",
        "provider": "str",
        "to": "str | None",
        "weights": "list[WeightIn]",
    },
)
"""A contract between a commissioner and a provider."""


class ContractPointOut(TypedDict):
    """One thing that the contract asks for: met, not_met or not_known, with a sentence that says why."""

    confidence: str
    id: str
    met: str
    sentence: str
    title: str


class ContractReportIn(TypedDict):
    """What a provider states of its report: to whom and when it was sent, where it is published, and the plan."""

    board_approved_on: NotRequired[str | None]
    coordinating_commissioner: str
    five_year_plan: NotRequired[FiveYearPlanIn | None]
    note: NotRequired[str]
    published_link: NotRequired[str | None]
    sent_on: NotRequired[str | None]


class ContractReportOut(TypedDict):
    """A provider's annual WRES report: ``stated`` is the provider's own, everything else is computed."""

    computed_by: str
    href: str
    indicators: list[HeadlineOut]
    organisation: str
    points: list[ContractPointOut]
    stated: StatedReportOut | None
    stated_reason: str | None
    target: LeadershipTargetOut
    wres_return: ReportedReturnOut
    year: int


class ContractReportsOut(TypedDict):
    """The reports to a co-ordinating commissioner; ``without_report`` are its providers that have stated nothing."""

    commissioner: str
    items: list[ReportedToOut]
    next: NotRequired[None]
    total: int
    without_report: list[str]
    year: int


class CountIn(TypedDict):
    """People of one group who moved, of all of the group who were there, added up over the years counted."""

    events: int
    people: int


class CountedIn(TypedDict):
    """Moves out of a rung by group: BME staff are the group of interest, white staff the others."""

    interest: CountIn
    others: CountIn
    years: NotRequired[int]


class CountedRow(TypedDict):
    """People counted in one item, by the standard's own names of its groups. Unknown people may be left out."""

    counts: dict[str, int]
    item: str


class CourseOut(TypedDict):
    """One measure over the years."""

    change: ChangeOut | None
    indicator: str
    measure: str
    orientation: str
    parity: float | None
    part: dict[str, str] | None
    points: list[PointOut]
    polarity: str
    special_causes: list[CauseOut]
    trend: TrendOut | None
    unit: str


class Coverage(TypedDict):
    """How many bodies an area has, and how many of them have a return in the sums."""

    missing: int
    organisations: int
    returns: int


class CutOfYear(TypedDict):
    """Whole posts taken out at the end of one year."""

    posts: int
    year: int


class DataQuality(TypedDict):
    """How far the figures can be relied on. Shares are percentages, 0 to 100.

    ``not_collected``, ``withheld`` and ``small_numbers`` are ids of metrics.
    """

    completeness: float | None
    not_collected: list[str]
    questions: list[str]
    reason: str | None
    sentence: str
    small_numbers: list[str]
    source: Source
    unknown_share: float | None
    withheld: list[str]


class DeadlineIn(TypedDict):
    """The last day on which a year's return is in time, and who says so."""

    source: str
    submit_by: str


class DeadlineOut(TypedDict):
    """A deadline as it is kept."""

    source: str
    submit_by: str
    year: int


class Deadlines(TypedDict):
    """Every deadline, by year."""

    items: list[DeadlineOut]
    next: NotRequired[None]
    total: int


class Definition(TypedDict):
    """One indicator: wording, formula, why it matters, how to read its headline value, and who answers for it."""

    basis: str
    caveats: list[str]
    editions: list[IndicatorEdition]
    formula: str
    id: str
    orientation: str
    owner: str
    parity: float
    period: str
    polarity: str
    question: str | None
    review_date: str
    source: str
    title: str
    unit: str
    version: str
    why: str


class Definitions(TypedDict):
    """Every indicator, in order."""

    items: list[Definition]
    next: NotRequired[None]
    total: int


DeliveryState: TypeAlias = Literal["pending", "delivered", "dead", "superseded"]
"""``DEAD`` was given up after the last try. ``SUPERSEDED`` was given up because its client went elsewhere."""


Direction: TypeAlias = Literal["high_is_good", "low_is_good", "parity_is_good", "context"]
"""Which way a figure is good. A figure of ``CONTEXT`` is neither good nor bad by itself."""


class Disciplinary(TypedDict):
    """Indicator 3: people who entered the formal disciplinary process in the window."""

    entered: GroupCounts
    window_years: NotRequired[int]


class DisclosureOut(TypedDict):
    """Whether disclosure control was applied, and the rule."""

    controlled: bool
    rule: str | None


class DiscoveriesOut(TypedDict):
    """How many bodies are significantly different: as tested one by one, and with false discoveries controlled."""

    after: int
    before: int
    control: str
    level: float
    tested: int
    undefined: int


class EditionOut(TypedDict):
    """What an edition of the standard fixes: the definitions that figures were computed by.

    ``assumed`` names what no primary document was at hand to confirm.
    """

    assumed: list[str]
    edition: str
    senior_cluster: str
    survey_items: dict[str, str]
    survey_year: int
    window_years: int


class EngagementFigureOut(TypedDict):
    """A body's staff engagement score as it was published, 0 to 10, and the year before's."""

    change: float | None
    link: str | None
    previous: float | None
    published_on: str | None
    reason: str | None
    source: str | None
    value: float | None


class EngagementParametersOut(TypedDict):
    """The choices behind the value: which recorded figure, and the weights and floor that 163b has too."""

    confidence: str
    coverage_floor: float
    figure: str
    unit: str
    weight_basis: str
    weights: list[GivenWeightOut] | None


class Enquiry(TypedDict):
    """One rule applied to one fact: what went in, what came out, why, and what to ask when suggested."""

    confidence: Confidence
    enquiry: str | None
    evidence: str
    inputs: list[RuleInput]
    kind: EvidenceKind
    questions: list[str]
    reason: str
    result: Outcome
    rule: str
    source: Source


class Entitlement(TypedDict):
    """Whether a client sees a body's exact figures, rather than published ones under disclosure control.

    ``whose`` is whose the body is to the client: its own, one that it commissions today or succeeded, or another.
    """

    exact: bool
    ods: str
    whose: Whose


class Entitlements(TypedDict):
    """The bodies whose own figures a client sees today; ``every`` for one that sees those of all."""

    every: bool
    organisations: list[str]


class EthnicityCounts(TypedDict):
    """Counts of people by ethnicity. ``unknown`` stands outside every share, as the strategy's own do."""

    bme: int
    unknown: int
    white: int


class EthnicityCountsIn(TypedDict):
    """Counts of people by ethnicity; of pairs, that of the member of staff at band 8d or below."""

    bme: int
    unknown: int
    white: int


class EvidenceIn(TypedDict):
    """A document that a statement rests on, and where it can be read."""

    link: str
    title: str


class EvidenceItem(TypedDict):
    """A piece of evidence that bears on a question: its kind and id, to be found elsewhere in the pack."""

    id: str
    kind: EvidenceKind
    source: Source
    title: str


EvidenceKind: TypeAlias = Literal[
    "metric",
    "board_seats",
    "trajectory",
    "data_quality",
    "recorded",
    "aspiration",
    "submission",
    "record",
    "commissioning",
]
"""The kinds of fact that a rule can look at.

``RECORDED`` is a figure published elsewhere, ``ASPIRATION`` progress on an agreed goal, ``SUBMISSION`` the return
itself, ``RECORD`` what the organisation put on record, ``COMMISSIONING`` a commissioner's view of its providers.
"""


class EvidenceOut(TypedDict):
    """A document that a statement rests on."""

    link: str
    title: str


class EvidencePack(TypedDict):
    """Everything about one organisation and year that bears on the questions of one framework."""

    action_plan: ActionPlan | None
    board_seats: list[BoardSeats]
    caveats: list[str]
    computed_by: str
    data_quality: DataQuality | None
    evaluations: list[Enquiry]
    framework: FrameworkVersion
    inputs: list[PackInput]
    metrics: list[MetricEvidence]
    official: OfficialOutcome | None
    organisation: Organisation
    questions: list[QuestionEvidence]
    return_life: ReturnLife | None
    targets: Targets | None
    trajectories: list[TrajectoryEvidence]
    year: int


class Explanation(TypedDict):
    """Why a warning is right as it stands. Without a path it explains every warning of that code."""

    code: str
    path: NotRequired[str | None]
    text: str


class ExportFile(TypedDict):
    """One file of a year as it is now. What is not made yet has no size; it is made when it is asked for."""

    bytes: int | None
    format: str
    href: str
    made_at: str | None
    reason: str | None
    rows: int | None
    sha256: str | None
    year: int


class ExportList(TypedDict):
    """The files that there are, newest year first. ``definitions`` say what is measured."""

    definitions: str
    items: list[ExportFile]
    licence: str
    reason: str | None


class ExternalName(TypedDict):
    """The name that another authority's tokens give a client: their ``iss`` and ``sub``."""

    issuer: str
    subject: str


class FaultKind(TypedDict):
    """A code of ``errors[]``: where it is met, and what to do about it."""

    area: str
    code: str
    fix: str


class FeedBodyOut(TypedDict):
    """One body: what its evidence points to, and its official outcome beside it."""

    href: str
    name: str | None
    official: FeedOfficialOut | None
    organisation: str
    region: str | None
    revision: int | None
    summary: str
    themes: list[FeedThemeOut]
    triggered: int
    type: str | None


class FeedLine(TypedDict):
    """One published change. ``cursor`` is where to go on after it; ``etag`` differs whenever the thing does."""

    at: str
    cursor: str
    etag: str
    href: str
    kind: str
    organisation: str
    year: int | None


class FeedMetricOut(TypedDict):
    """One piece of evidence: ``triggered`` is ``null`` where no rule could tell, and ``missing`` says why."""

    id: str
    kind: str
    missing: str | None
    reason: str
    small_number: bool
    source: str
    threshold: str | None
    title: str
    triggered: bool | None
    unit: str | None
    value: str | bool | float | None


class FeedOfficialOut(TypedDict):
    """What the framework's own body decided, as it was recorded here."""

    date: str
    rating: str
    source: str


class FeedOut(TypedDict):
    """Every body that a framework assesses in a year. ``triggers`` says what it means that a rule holds."""

    arranged_by: str
    as_at: str | None
    computed_by: str
    framework: str
    items: list[FeedBodyOut]
    next: str | None
    reason: str | None
    total: int
    triggers: str
    version: str
    year: int


class FeedPage(TypedDict):
    """Changes in their order. ``cursor`` is where the next pull goes on, also from an empty page.

    Of a window, everything before ``complete_until`` is told, whatever is written from now on.
    """

    complete_until: str | None
    cursor: str
    items: list[FeedLine]
    more: bool
    reason: str | None


class FeedThemeOut(TypedDict):
    """One head of the framework."""

    id: str
    metrics: list[FeedMetricOut]
    potential_support_need: bool | None
    reason: str
    title: str
    triggered: int


class FeederOut(TypedDict):
    """The band below, from which recruits come: its BME share, and the horizons that ask for a larger one."""

    band: str
    share: float | None
    short_for_horizons: list[int]


class FigureCatalogueOut(TypedDict):
    """Every figure that may be recorded."""

    items: list[FigureDefinitionOut]
    next: NotRequired[None]
    total: int


class FigureDefinitionOut(TypedDict):
    """A figure of the catalogue. ``lowest`` and ``highest`` are the bounds of what may be recorded."""

    confidence: str
    direction: str
    highest: float
    key: str
    lowest: float
    note: str
    period: str
    publisher: str
    title: str
    unit: str


class FigureOut(TypedDict):
    """A share in percent or a difference in points, or why there is none."""

    reason: str | None
    value: float | None


class FiveYearPlanIn(TypedDict):
    """The five-year plan that the contract asks for from 2020/21 on. Without one there is nothing else to state."""

    covers_8a_plus: NotRequired[bool | None]
    covers_board: NotRequired[bool | None]
    exists: bool
    link: NotRequired[str | None]
    target_basis: NotRequired[TargetBasis | None]


class FiveYearPlanOut(TypedDict):
    """What a provider states of its five-year plan."""

    covers_8a_plus: bool | None
    covers_board: bool | None
    exists: bool
    link: str | None
    target_basis: str | None


class FootprintOut(TypedDict):
    """The bodies whose returns were added together, and the sentence that says so."""

    kind: str
    members: list[str]
    sentences: list[str]


class ForProbabilityOut(TypedDict):
    """The share of recruits that meets the goal with a given probability."""

    interest_recruits_per_year: float | None
    k_in_n: str | None
    probability: float
    reason: str | None
    required_share: float | None


class ForecastOut(TypedDict):
    """What the returns so far lead one to expect by the goal's year, with what is not known of pace and turnover.

    ``equality_year`` is ``null`` with the reason where the expected share does not come to the goal within 60
    years.
    """

    equality_year: int | None
    expected_share: float
    from_years: list[int]
    probability_met: float
    reason: str | None
    recruitment_share: BeliefOut
    turnover: BeliefOut


class FourFifthsOut(TypedDict):
    """How many of the others have a ratio within 0.80 to 1.25, below it and above it."""

    above: int
    below: int
    within: int


class Framework(TypedDict):
    """One version of one assessment framework."""

    arranged_by: ArrangedBy
    aspiration: AspirationDefinition | None
    assesses: list[OrganisationType]
    board: BoardDefinition | None
    body: str
    caveats: list[str]
    commissioning: CommissioningDefinition | None
    computed_by: str
    data_quality: QualityDefinition | None
    in_force: InForce
    key: str
    metrics: list[MetricDefinition]
    questions: list[Question]
    recorded: list[RecordedDefinition]
    records: list[RecordDefinition]
    review: Review
    rules: list[Rule]
    scale: Scale
    scoring: Scoring | None
    source: SourceDocument
    submission: SubmissionDefinition | None
    title: str
    trajectories: TrajectoryDefinition | None
    triggers: Trigger
    version: str


class FrameworkLine(TypedDict):
    """One framework of the catalogue, in short."""

    assesses: list[str]
    body: str
    href: str
    in_force_from: str
    in_force_to: str | None
    key: str
    title: str
    version: str


class FrameworkList(TypedDict):
    """Every framework that the service knows."""

    items: list[FrameworkLine]
    next: NotRequired[None]
    total: int


class FrameworkVersion(TypedDict):
    """Which framework file an answer was made with, and whether it speaks of this organisation and year."""

    applies: bool
    applies_reason: str | None
    body: str
    confidence: Confidence
    key: str
    title: str
    version: str


class FunnelOut(TypedDict):
    """The place in the group's funnel; limits are in the unit of the value, null where there is none on that side."""

    lower_95: float | None
    lower_998: float | None
    overdispersion: OverDispersionOut
    position: str | None
    target: float | None
    upper_95: float | None
    upper_998: float | None


GapMode: TypeAlias = Literal["signed", "absolute"]
"""Whether gaps in favour of BME staff offset others (signed), or count as gaps too (absolute)."""


class GivenWeightOut(TypedDict):
    """A weight that the reader handed in."""

    provider: str
    weight: float


class GoalBaselineOut(TypedDict):
    """Posts of known ethnicity on 31 March of the baseline year, as they were counted when the goal was set."""

    interest: int | None
    share: float | None
    total: int | None
    year: int


class GoalCountsOut(TypedDict):
    """How many of a body's goals in force stand where, by the return of the year."""

    ahead: int
    behind: int
    not_assessable: int
    on_track: int


class GoalIn(TypedDict):
    """The BME share of known ethnicity to reach by a year, counted from the return of a baseline year.

    Without ``share`` it is equality: the share of the organisation's whole workforce in that return. Without
    ``recruitment_share`` the path recruits at the share that is required.
    """

    baseline_year: int
    board_discussed_on: NotRequired[str | None]
    note: NotRequired[str]
    recruitment_share: NotRequired[float | None]
    share: NotRequired[float | None]
    turnover: NotRequired[float | None]
    turnover_interest: NotRequired[float | None]
    year: int


class GoalInForceOut(TypedDict):
    """A goal that a stratum is held against, and whose it is."""

    agreed_at: str | None
    baseline_year: int
    goal_posts: int | None
    organisation: str
    recruitment_share: float | None
    revision: int
    share: float
    year: int


class GoalOut(TypedDict):
    """The newest revision of a goal, and which revision is in force."""

    agreed_at: str | None
    band: str
    baseline: GoalBaselineOut
    baseline_year: int
    board_discussed_on: str | None
    earliest_year: int | None
    equality: bool
    follows: int | None
    goal_posts: int | None
    in_force: int | None
    interest_recruits_per_year: float | None
    kind: str
    note: str
    organisation: str
    path: list[PathPointOut]
    probability_met: float | None
    proposed_by: str
    reachable: bool | None
    recorded_at: str
    recruitment_share: float | None
    required_share: float | None
    revision: int
    share: float
    staff_group: str
    state: str
    steps: list[GoalStepOut]
    turnover: float | None
    turnover_interest: float | None
    turnover_origin: str | None
    waiting_for: list[str]
    year: int


class GoalProgressOut(TypedDict):
    """Where an organisation stands against one goal of its own; fields mean the same as under its own address."""

    actual: ActualHeadcountOut | None
    band: str
    expected: float | None
    expected_share: float | None
    goal: GoalInForceOut
    interval: PathBandOut | None
    kind: str
    organisation: str
    outcome: str | None
    power: float | None
    reason: str | None
    staff_group: str
    status: str
    tail_probability: float | None


class GoalRevisionOut(TypedDict):
    """One revision of a goal, its path, and its life. ``waiting_for`` names who has not agreed yet."""

    agreed_at: str | None
    baseline: GoalBaselineOut
    baseline_year: int
    board_discussed_on: str | None
    earliest_year: int | None
    equality: bool
    follows: int | None
    goal_posts: int | None
    interest_recruits_per_year: float | None
    note: str
    path: list[PathPointOut]
    probability_met: float | None
    proposed_by: str
    reachable: bool | None
    recorded_at: str
    recruitment_share: float | None
    required_share: float | None
    revision: int
    share: float
    state: str
    steps: list[GoalStepOut]
    turnover: float | None
    turnover_interest: float | None
    turnover_origin: str | None
    waiting_for: list[str]
    year: int


class GoalRevisionsOut(TypedDict):
    """Every revision of a goal, oldest first, each with its own path."""

    band: str
    in_force: int | None
    items: list[GoalRevisionOut]
    kind: str
    organisation: str
    staff_group: str
    total: int


class GoalStepIn(TypedDict):
    """The next step. ``revised`` starts a revision from the return of ``baseline_year``, by default the newest."""

    baseline_year: NotRequired[int | None]
    board_discussed_on: NotRequired[str | None]
    note: NotRequired[str]
    revision: NotRequired[int | None]
    to: Literal["agreed", "revised", "withdrawn"]


class GoalStepOut(TypedDict):
    """A step that was taken: by which party, when, and by whose client."""

    at: str
    board_discussed_on: str | None
    by: str
    note: str
    party: str
    to: str


class GoalsOut(TypedDict):
    """Every goal of an organisation, each by its newest revision."""

    items: list[GoalOut]
    organisation: str
    total: int


class GreatestShortfallOut(TypedDict):
    """The rung with the greatest shortfall of BME promotions, in people a year."""

    band: str
    people_per_year: float


class Group(TypedDict):
    """One group's people behind a figure. ``rate`` is a percentage, 0 to 100."""

    denominator: float | None
    numerator: float | None
    rate: float | None


class GroupCounts(TypedDict):
    """People counted in each group."""

    bme: int
    unknown: NotRequired[int]
    white: int


class GroupFigures(TypedDict):
    """Of so many people in a group, how many; and the rate in percent."""

    denominator: int | None
    numerator: int | None
    rate: float | None


class GroupPay(TypedDict):
    """Mean and median hourly pay of so many people. Null where there is nobody, or the figure was not taken."""

    mean: NotRequired[float | None]
    median: NotRequired[float | None]
    people: int


class HeadlineOut(TypedDict):
    """One of the nine WRES indicators in brief, in its own unit, with the year before."""

    change: float | None
    indicator: str
    measure: str
    part: dict[str, str] | None
    previous: float | None
    previous_year: int | None
    reason: str | None
    unit: str | None
    value: float | None


class Horizon(TypedDict):
    """What meeting a target by one year takes. Shares and probabilities are plain, 0 to 1."""

    additional_per_year: float | None
    earliest_year: int | None
    probability_met: float | None
    reachable: bool | None
    reason: str | None
    required_in_words: str | None
    required_share: float | None
    safer_in_words: str | None
    safer_probability: float | None
    safer_share: float | None
    year: int


class HorizonOut(TypedDict):
    """What reaching the target by a year takes, for the expectation and for a probability."""

    additional_per_year: float | None
    at_pace: AtPaceOut | None
    earliest_year: int | None
    for_probability: ForProbabilityOut
    goal_posts: int | None
    interest_recruits_per_year: float | None
    k_in_n: str | None
    one_in: float | None
    path: list[PathPointOut]
    power: PowerOut | None
    probability_met: float | None
    reachable: bool | None
    reason: str | None
    recruits_per_year: float | None
    required_share: float | None
    rival_methods: list[RivalOut]
    sensitivity: SensitivityOut | None
    target_share: float | None
    year: int


class ImpactEvidenceIn(TypedDict):
    """What an action has changed: in words, of which indicator and reporting year, and where it can be read."""

    indicator: NotRequired[WresIndicator | None]
    link: NotRequired[str | None]
    text: str
    year: NotRequired[int | None]


class ImpactEvidenceOut(TypedDict):
    """What an action has changed, as its organisation states it."""

    indicator: str | None
    link: str | None
    text: str
    year: int | None


class ImplementationCounts(TypedDict):
    """How many of a plan's objectives are where, by what a body has recorded."""

    done: int
    in_progress: int
    not_applicable: int
    not_started: int
    nothing_recorded: int


class ImplementationIn(TypedDict):
    """The objectives that change."""

    objectives: list[ObjectiveStatusIn]


class ImplementationOut(TypedDict):
    """Every objective of the plan with what a body says of it, and how many are where."""

    counts: ImplementationCounts
    objectives: list[ObjectiveStatusOut]
    organisation: str
    plan: str
    plan_version: str
    total: int


class ImplementationPlan(TypedDict):
    """A published plan in our words; ``version`` moves when they do. ``overseen_by`` oversee the whole of it."""

    groups: list[ObjectiveGroup]
    key: str
    overseen_by: list[OversightBody]
    review: Review
    source: PlanSource
    title: str
    version: str


class ImplementationPlanLine(TypedDict):
    """A plan in a list."""

    href: str
    key: str
    objectives: int
    title: str
    version: str


class ImplementationPlansOut(TypedDict):
    """The plans that are held as reference data."""

    items: list[ImplementationPlanLine]
    next: NotRequired[None]
    total: int


class ImplementationRevisionsOut(TypedDict):
    """Everything a body ever said of the objectives, by objective and oldest first."""

    items: list[ObjectiveRevisionOut]
    next: NotRequired[None]
    organisation: str
    total: int


ImplementationStatus: TypeAlias = Literal["not_started", "in_progress", "done", "not_applicable"]
"""How far a body is with an objective, as it states it itself."""


class Imported(TypedDict):
    """What became of a file of organisations, each of which counts once."""

    added: int
    changed: int
    unchanged: int


class InForce(TypedDict):
    """When a framework applied. ``end`` is None while it still does; both days are inclusive."""

    confidence: Confidence
    end: str | None
    note: str
    start: str


class IndexParametersOut(TypedDict):
    """The choices behind the value. ``weights`` are those that the reader handed in, where there are any."""

    confidence: str
    coverage_floor: float
    gap_mode: str
    indicators: list[str]
    least_indicators: int
    weight_basis: str
    weights: list[GivenWeightOut] | None


class IndicatorDefinition(TypedDict):
    """One indicator of a standard. ``basis`` is published, known or assumed."""

    basis: str
    formula: str
    id: str
    measures: list[MeasureOut]
    note: str
    orientation: str
    parity: float
    period: str
    polarity: str
    title: str
    unit: str


class IndicatorEdition(TypedDict):
    """An edition that has the indicator.

    ``definition`` changes where the series breaks. ``survey_item`` is the Staff Survey's own name of the question.
    """

    definition: str
    key: str
    survey_item: str | None
    survey_year: int | None
    year: int


class IndicatorsOut(TypedDict):
    """Every result of one organisation for one year, and the revision of the return behind them.

    Where several bodies' returns were added, ``footprint`` names them and there is no one revision.
    """

    board_seats: list[SeatsOut]
    definitions: EditionOut
    document: str | None
    edition: str
    footprint: NotRequired[FootprintOut | None]
    organisation: OrganisationOut
    published: bool
    representation: RepresentationOut
    results: list[ResultOut]
    revision: int | None
    snapshot: str
    state: str
    year: int


class InflowOut(TypedDict):
    """People who come to a rung in one way, a year on average, and the BME share among them: today's and required."""

    additional_per_year: float | None
    interest_per_year: float | None
    people_per_year: float
    reason: str | None
    required_share: float | None
    share_today: float | None


class Input(TypedDict):
    """One thing that an assessment was made from; ``reason`` says why it was not there."""

    document: str | None
    href: str
    reason: str | None
    revision: int | None
    service: str


class Interval(TypedDict):
    """An interval around a value; ``upper`` None has no upper end. ``level`` is a share such as 0.95."""

    level: float | None
    lower: float | None
    method: str | None
    upper: float | None


class IntervalOut(TypedDict):
    """A confidence interval. A bound is null where the interval is open on that side."""

    level: float
    lower: float | None
    method: str
    upper: float | None


class Justifications(TypedDict):
    """BME interviewees not appointed, and for how many of them the reasons were sent to the chair; how it is done."""

    bme_not_appointed: int
    process: str
    sent_to_chair: int


class JustificationsIn(TypedDict):
    """BME interviewees who were not appointed, for how many the reasons went to the chair, and by what process."""

    bme_not_appointed: int
    process: NotRequired[str]
    sent_to_chair: int


class KeySet(TypedDict):
    """Public keys, as RFC 7517 has them."""

    keys: list[dict[str, Any]]


Kind: TypeAlias = Literal["national", "local"]
"""Whose goal it is."""


class LadderHorizonOut(TypedDict):
    """What reaching the target by a year takes on the whole ladder. ``together``: the rungs asked, pooled."""

    earliest_year: int | None
    reachable: bool
    reason: str | None
    rungs: list[RungRequiredOut]
    together: list[LadderPointOut]
    year: int


class LadderPointOut(TypedDict):
    """A year of a path: expected people and share, and the standard deviation and 95 % band of the BME headcount."""

    interest: float
    lower: int
    others: float
    reason: str | None
    share: float | None
    standard_deviation: float
    upper: int
    year: int


class LayoutOut(TypedDict):
    """What is counted, and which sums are taken of it."""

    counted: list[str]
    joint: dict[str, list[str]]
    questions: list[str]
    sections: list[list[str]]
    staff_of: dict[str, str]
    tree: dict[str, list[str]]
    whole: str
    windowed: str | None


LeaderGroup: TypeAlias = Literal["chairs", "chief_executives", "vsms", "board_members"]
"""Whose performance objectives are counted. The groups overlap: a chief executive is a board member."""


class LeadershipTargetOut(TypedDict):
    """The BME share, in percent, that a five-year plan for bands 8a and above and the board is set against.

    The higher of the workforce's and the community's; without a value where one of the two is not known. Beside it
    stand the shares that there are of bands 8a to VSM and of the board.
    """

    basis: str | None
    board_share: float | None
    community: CommunityShareOut
    confidence: str
    reason: str | None
    senior_share: float | None
    sentence: str
    value: float | None
    workforce: float | None


class LeakOut(TypedDict):
    """Rates of one rung by group, and their ratio, BME over white, with Koopman's 95 % interval.

    ``excess_per_year`` is the BME people a year who moved beyond the white rate; below 0 it is a shortfall.
    """

    adjusted_p_value: float | None
    band: str
    excess_per_year: float | None
    interest: RateOut
    lower: float | None
    others: RateOut
    p_value: float | None
    ratio: float | None
    reason: str | None
    test: str | None
    upper: float | None


class LeaksOut(TypedDict):
    """Where the ladder leaks, as far as promotions and leavers were counted."""

    greatest_shortfall: GreatestShortfallOut | None
    leaving: list[LeakOut]
    promotion: list[LeakOut]
    reason: str | None


class Life(TypedDict):
    """Every step of every revision of a return, newest first, and whether it came in time."""

    deadline: str | None
    first_submitted: str | None
    items: list[TransitionOut]
    late: bool | None
    next: NotRequired[None]
    organisation: str
    total: int
    year: int


class LongRunOut(TypedDict):
    """The share of a rung in the long run, everybody moving as today; null with a reason where there is none."""

    people: float | None
    reason: str | None
    recruits_per_year: float | None
    share: float | None


class MeasureOut(TypedDict):
    """One measure as it is declared. ``window_years`` is null where each return states its own."""

    group: str
    name: str
    operator: str
    orientation: str
    parity: float | None
    parts: list[PartOut]
    polarity: str
    top: str
    unit: str
    welcome: bool
    window_years: int | None


class MetricDefinition(TypedDict):
    """A row of the indicators service that is evidence, and the questions it bears on.

    ``measure`` is the value shown. ``judged_by`` is the measure of the same part whose test says whether the
    difference is significant; a share has no test of its own, its gap has. ``minimum_denominator`` withholds the
    metric when either group is smaller, in people.
    """

    confidence: Confidence
    direction: Direction
    id: str
    indicator: str
    judged_by: str
    measure: str
    minimum_denominator: int | None
    part: dict[str, str] | None
    questions: list[str]
    title: str
    why: str
    wording: MetricWording


class MetricEvidence(TypedDict):
    """One metric: its value, the test of the difference behind it, and one sentence.

    ``p_value``, ``significant`` and ``favours`` belong to ``tested_measure``, whose value is ``tested_value`` in
    ``tested_unit``. Percentages are 0 to 100.
    """

    actions: NotRequired[list[str]]
    benchmark: dict[str, Any] | None
    change: Change | None
    comparisons: NotRequired[list[PeerComparison]]
    completeness: float | None
    confidence: Confidence
    favours: str | None
    four_fifths: str | None
    groups: dict[str, Group]
    id: str
    interval: Interval | None
    p_value: float | None
    polarity: str | None
    questions: list[str]
    reason: str | None
    sentence: str
    significant: bool | None
    small_number: bool | None
    source: Source
    test: str | None
    tested_measure: str
    tested_source: Source
    tested_unit: str | None
    tested_value: float | None
    title: str
    trend: NotRequired[MetricTrend | None]
    unit: str | None
    value: float | None
    why: str


class MetricIn(TypedDict):
    """A metric of one body: the score it was given, or the figure to be ranked. ``null`` was not submitted."""

    score: NotRequired[float | None]
    value: NotRequired[float | None]


class MetricScoreOut(TypedDict):
    """A metric of one body: what was sent, and its score from 1.00, the best, to 4.00, or why there is none."""

    id: str
    ranked: bool
    reason: str | None
    score: float | None
    value: float | None


class MetricTrend(TypedDict):
    """A metric over the years to that of the pack, and the test of whether it moves; ``reason`` without a test."""

    direction: str | None
    p_value: float | None
    points: list[YearPoint]
    reason: str | None
    sentence: str
    significant: bool | None
    source: Source
    test: str | None
    years: list[int]


class MetricWording(TypedDict):
    """Sentences for a tested difference: one for each way it can point.

    ``favours_reference`` and ``favours_interest`` are used only when the difference is significant.
    """

    favours_interest: str
    favours_reference: str
    figures: str


class Missing(TypedDict):
    """A piece of evidence without a value, and why."""

    id: str
    reason: str
    sentence: str
    title: str


class MissingIndicatorOut(TypedDict):
    """One of the nine WRES indicators without a value, and why."""

    indicator: str
    reason: str


class MovementOut(TypedDict):
    """What became of the index since the year before: better, same or worse; low is good."""

    change: float | None
    direction: str | None
    reason: str | None


class NeededBelowOut(TypedDict):
    """The share that the rung below needs for this one to stand at the target in the long run, beside what it has.

    ``feeder`` says that it needs more than it has.
    """

    feeder: bool | None
    reason: str | None
    share: float | None
    share_below: float | None


class NewApiKey(TypedDict):
    """A key just made: the only time that it is shown."""

    created_at: str
    expires_at: str | None
    id: str
    key: str
    last_used_at: str | None
    revoked_at: str | None


class NewClient(TypedDict):
    """A client just made, with its first key: the only time that it is shown."""

    body: str | None
    created_at: str
    external: ExternalName | None
    id: str
    key: str
    kind: str
    name: str
    revoked_at: str | None


class NewSubscription(TypedDict):
    """A subscription just made, with its secret: the only time that it is shown."""

    changed_at: str
    client: str
    created_at: str
    cursor: str
    dead_in_a_row: int
    description: str | None
    earlier_secret_until: str | None
    id: str
    kinds: list[str] | None
    next_attempt_at: str | None
    organisations: list[str] | None
    reason: str | None
    secret: str
    state: SubscriptionState
    url: str


class NotCollectedOut(TypedDict):
    """A section, or a part of one, that is null in ``stated``, and why."""

    path: str
    reason: str


class ObjectiveGroup(TypedDict):
    """One of the plan's groups with its objectives, whose ids begin with the group's."""

    id: str
    objectives: list[StrategicObjective]
    title: str


class ObjectiveHolders(TypedDict):
    """How many of ``total`` leaders have a performance objective on workforce race equality."""

    total: int
    with_objective: int


class ObjectiveHoldersIn(TypedDict):
    """How many leaders there are, and how many of them have a performance objective on workforce race equality."""

    total: int
    with_objective: int


class ObjectiveRevisionOut(TypedDict):
    """What a body said of an objective once: by whose client, and when."""

    evidence: list[str]
    lead_role: str | None
    note: str
    objective: str
    recorded_at: str
    recorded_by: str
    revision: int
    status: str


class ObjectiveStatusIn(TypedDict):
    """How far a body is with one objective, where that can be read, and which role leads it."""

    evidence: NotRequired[list[str]]
    id: str
    lead_role: NotRequired[str | None]
    note: NotRequired[str]
    status: ImplementationStatus


class ObjectiveStatusOut(TypedDict):
    """An objective with what a body says of it; ``status`` is null, with the reason, where it says nothing."""

    evidence: list[str]
    group: str
    id: str
    lead_role: str | None
    note: str | None
    reason: str | None
    recorded_at: str | None
    recorded_by: str | None
    revision: int | None
    status: str | None
    title: str


class OfficialOutcome(TypedDict):
    """The body's own rating as it was published: its value, its day, and where it was read."""

    date: str
    rating: str
    source: str


class OneReturn(TypedDict):
    """A body's return of a year."""

    organisation: str
    year: int


class Organisation(TypedDict):
    """The organisation as the indicators service names it. ``type`` None is not known."""

    name: NotRequired[str | None]
    ods: str
    region: NotRequired[str | None]
    synthetic: NotRequired[bool | None]
    type: NotRequired[str | None]


class OrganisationDetail(TypedDict):
    """A body with those that it succeeded, wholly or in part."""

    closed: str | None
    ics: str | None
    name: str
    ods: str
    opened: str | None
    predecessors: list[str]
    region: str | None
    successors: list[str]
    synthetic: bool
    type: str


class OrganisationIn(TypedDict):
    """What may be said of a body: kind, place, when it opened and closed, and who succeeded it when it closed.

    Successors that are not sent stay as they are recorded; sent, they are all there are.
    """

    closed: NotRequired[str | None]
    ics: NotRequired[str | None]
    name: str
    opened: NotRequired[str | None]
    region: NotRequired[Region | None]
    successors: NotRequired[list[str]]
    synthetic: NotRequired[bool]
    type: OrganisationType


class OrganisationOut(TypedDict):
    """A body under its ODS code. ``synthetic`` marks an invented one."""

    closed: str | None
    ics: str | None
    name: str
    ods: str
    opened: str | None
    region: str | None
    successors: list[str]
    synthetic: bool
    type: str


class OrganisationPage(TypedDict):
    """One page of organisations by ODS code, with the cursor of the next page."""

    items: list[OrganisationOut]
    next: str | None
    total: int


class OrganisationProgressOut(TypedDict):
    """The progress of every stratum of an organisation that has a goal in force."""

    combined: list[str]
    items: list[ProgressOut]
    method_version: str
    organisation: str
    significance: SignificanceOut
    total: int
    year: int


OrganisationType: TypeAlias = Literal[
    "acute",
    "mental_health",
    "community",
    "ambulance",
    "specialist",
    "ccg",
    "icb",
    "arms_length_body",
    "independent_provider",
]
"""What kind of body an organisation is. Trusts are told apart by the services they provide."""


Outcome: TypeAlias = Literal["suggested", "not_suggested", "not_assessable"]
"""What came of a rule."""


class OutcomeIn(TypedDict):
    """An official rating or segment as it was published."""

    date: str
    rating: str
    source: str


class OutcomeListOut(TypedDict):
    """Every outcome recorded for a body. ``reason`` says why there is none."""

    items: list[OutcomeOut]
    next: NotRequired[None]
    reason: str | None
    total: int


class OutcomeOut(TypedDict):
    """The outcome recorded last, and who recorded it when."""

    date: str
    framework: str
    organisation: str
    rating: str
    recorded_at: str
    recorded_by: str
    revision: int
    source: str


class OverDispersionOut(TypedDict):
    """Whether, and how, the limits were widened because organisations differ by more than chance."""

    adjustment: str
    applied: bool
    bodies: int
    phi: float | None
    tau2: float | None


class OversightBody(TypedDict):
    """A body that the plan names as overseeing."""

    key: str
    name: str


class PackInput(TypedDict):
    """One thing the pack was made from: a response of a service, or its absence with the reason.

    ``tag`` is the entity tag of the response, which names its very bytes.
    """

    document: str | None
    edition: str | None
    href: str
    published: bool | None
    reason: str | None
    revision: int | None
    service: str
    snapshot: str | None
    state: str | None
    tag: NotRequired[str | None]
    used: bool
    year: int


class PanelCounts(TypedDict):
    """How many of the panels held had a BME member."""

    diverse: int
    held: int


class PanelCountsIn(TypedDict):
    """How many panels were held, and how many of them had a BME member."""

    diverse: int
    held: int


PanelKind: TypeAlias = Literal["shortlisting", "interview"]
"""The two kinds of panel that are to be diverse."""


class PanelsIn(TypedDict):
    """Panels by kind."""

    interview: NotRequired[PanelCountsIn | None]
    shortlisting: NotRequired[PanelCountsIn | None]


class PartOut(TypedDict):
    """What a measure is taken of, an item or a survey question; what that is compared with; and its labels."""

    against: str | None
    of: str
    part: dict[str, str] | None


class PathBandOut(TypedDict):
    """The 95 % band of the path, in whole posts."""

    level: float
    lower: int
    upper: int


class PathPointOut(TypedDict):
    """One year of the expected path, with the 95 % band in whole posts."""

    expected: float
    lower: int
    share: float
    upper: int
    year: int


class Pay(TypedDict):
    """Ethnicity pay: over the whole workforce, by quartile and by band. The last two may be null."""

    bands: NotRequired[list[BandPay] | None]
    hourly: PayOfGroups
    quartiles: NotRequired[list[QuartileCounts] | None]


class PayOfGroups(TypedDict):
    """Hourly pay of the whole workforce by group."""

    bme: GroupPay
    unknown: NotRequired[GroupPay | None]
    white: GroupPay


class PeerComparison(TypedDict):
    """A metric beside a group of others: ``group`` is ``nearest``, ``region`` or ``type``.

    ``measure`` is what is compared: the one that the metric is judged by. ``value`` is the organisation's own, and
    ``pooled`` the group's from summed counts, both in ``unit``. ``verdict`` is better, similar or worse than the
    others pooled, tested at 95 %; ``None`` where there is no test. ``rank`` counts from the best of ``of``.
    """

    group: str
    measure: str
    median: float | None
    of: int | None
    p_value: float | None
    pooled: float | None
    quartile: int | None
    rank: int | None
    reason: str | None
    sentence: str
    source: Source
    title: str
    unit: str | None
    value: float | None
    verdict: str | None


class PerformanceObjectivesIn(TypedDict):
    """Performance objectives by group of leaders. The groups overlap: a chief executive is a board member."""

    board_members: NotRequired[ObjectiveHoldersIn | None]
    chairs: NotRequired[ObjectiveHoldersIn | None]
    chief_executives: NotRequired[ObjectiveHoldersIn | None]
    vsms: NotRequired[ObjectiveHoldersIn | None]


class PipelineIn(TypedDict):
    """A ladder of bands, lowest first, the share to reach on it, from which band up, and by when.

    Without a target it is the share of the whole ladder; without ``equality_from`` every band above the lowest is
    to reach it; without horizons they are the strategy's that lie ahead.
    """

    baseline_year: int
    equality_from: NotRequired[Band | None]
    horizons: NotRequired[list[int] | None]
    rungs: list[RungIn]
    target: NotRequired[TargetIn | None]


class PipelineOut(TypedDict):
    """A ladder as it goes today, what equality on its rungs takes by each horizon, and where it leaks."""

    asked: list[str]
    assumptions: list[AssumptionOut]
    baseline_year: int
    horizons: list[LadderHorizonOut]
    leaks: LeaksOut
    method_version: str
    rungs: list[RungOut]
    target: TargetOut
    together: list[LadderPointOut]


class PlanSource(TypedDict):
    """Where the plan is published, and how sure we are of it."""

    confidence: Confidence
    note: str
    part: str
    published: str
    publisher: str
    title: str


class PlannedAction(TypedDict):
    """One action of the plan, as its organisation put it on record."""

    aim: str
    due_on: str
    evidence_of_impact: list[str]
    id: str
    indicators: list[str]
    overdue: bool
    owner_role: str
    source: Source
    status: str
    strategic_objective: str
    title: str


class PointOut(TypedDict):
    """One year's value, or the ``reason`` why there is none; ``denominators`` are the people of each group behind."""

    denominators: dict[str, int | None]
    interval: IntervalOut | None
    reason: str | None
    value: float | None
    year: int


class PowerOut(TypedDict):
    """The probability that a stratum that goes on at today's pace is seen to be behind its path."""

    by_horizon: float
    detectable_year: int | None


class PreviousOut(TypedDict):
    """The same value a year before."""

    value: float | None
    year: int


class Problem(TypedDict):
    """A problem document as it goes over the wire."""

    code: str
    detail: str
    errors: list[ProblemFault]
    instance: str
    request_id: str
    status: int
    title: str
    type: str


class ProblemFault(TypedDict):
    """One entry of ``errors`` on the wire."""

    code: str
    column: str | None
    message: str
    path: str
    row: int | None


class ProblemKind(TypedDict):
    """A kind of problem. ``faults`` are the codes that its ``errors`` may have, where it has any."""

    code: str
    faults: list[FaultKind]
    fix: str
    meaning: str
    statuses: list[int]
    title: str


class ProblemKinds(TypedDict):
    """Every kind of problem."""

    items: list[ProblemKind]
    total: int


class ProgressAgainstWresOut(TypedDict):
    """Indicator 163b. Low is good, 0 is no gap. ``coverage`` is the part of all weight that has an index."""

    change: float | None
    coverage: float | None
    parameters: IndexParametersOut
    previous: float | None
    providers: int
    reason: str | None
    sentence: str
    value: float | None
    with_index: int


class ProgressOut(TypedDict):
    """Where a stratum stands. ``earlier`` tells the same against paths that the goal in force has revised.

    ``outcome`` says, from the goal's year on, whether it was met. ``instead`` names pooled bands that tell more
    where this band has too few posts.
    """

    actual: ActualHeadcountOut | None
    band: str
    earlier: list[AgainstOut]
    expected: float | None
    expected_share: float | None
    forecast: ForecastOut | None
    goal: list[GoalInForceOut]
    instead: str | None
    interval: PathBandOut | None
    kind: str
    outcome: str | None
    power: float | None
    reason: str | None
    staff_group: str
    status: str
    tail_probability: float | None


class ProgressTableOut(TypedDict):
    """Every goal in force of many organisations. ``without_goals``: those asked for by name that have none."""

    items: list[GoalProgressOut]
    method_version: str
    significance: SignificanceOut
    total: int
    without_goals: list[str]
    year: int


class PublicKeyIn(TypedDict):
    """A public key to be registered, as a JWK, by the name that assertions give it."""

    algorithm: Literal["RS512", "ES384"]
    jwk: dict[str, Any]
    kid: str


class PublicKeyOut(TypedDict):
    """A public key of a client."""

    algorithm: str
    created_at: str
    kid: str
    revoked_at: str | None


class PublicKeys(TypedDict):
    """Every public key of a client, oldest first."""

    items: list[PublicKeyOut]
    next: NotRequired[None]
    total: int


class QualityDefinition(TypedDict):
    """Which row tells how complete the data are, and the questions that data quality bears on."""

    confidence: Confidence
    indicator: str
    measure: str
    part: dict[str, str]
    questions: list[str]
    why: str


Quartile: TypeAlias = Literal["lower", "lower_middle", "upper_middle", "upper"]
"""A quarter of all staff, put in order of their hourly pay."""


class QuartileCounts(TypedDict):
    """People of each group in one pay quartile."""

    bme: int
    quartile: Quartile
    unknown: NotRequired[int]
    white: int


class Question(TypedDict):
    """One question of the framework, in our own words."""

    asks: str
    confidence: Confidence
    id: str
    title: str


class QuestionEvidence(TypedDict):
    """A question, the evidence that bears on it, and the lines of enquiry that the rules suggest."""

    asks: str
    evidence: list[EvidenceItem]
    id: str
    lines_of_enquiry: list[Enquiry]
    title: str


class RateOut(TypedDict):
    """A rate with Wilson's 95 % interval."""

    events: int
    lower: float | None
    people: int
    reason: str | None
    upper: float | None
    value: float | None


class RatingBand(TypedDict):
    """A rating and the whole percentages that give it, both ends inclusive."""

    high: int
    low: int
    rating: str


class Receipt(TypedDict):
    """What a submitter gets back for a return that was taken."""

    document: str
    organisation: str
    revision: int
    state: str
    warnings: list[Warned]
    year: int


class RecordDefinition(TypedDict):
    """Something that an organisation is to put on record, from a reporting year on where it was not asked before."""

    confidence: Confidence
    from_year: int | None
    id: str
    questions: list[str]
    record: RecordKind
    title: str
    why: str


RecordKind: TypeAlias = Literal[
    "action_plan",
    "implementation",
    "board_objectives",
    "contract_report",
    "five_year_plan",
]
"""What an organisation can have put on record that a framework asks for."""


class RecordedDefinition(TypedDict):
    """A figure that others published and that is recorded here, by its key in the catalogue of figures."""

    confidence: Confidence
    direction: Direction
    figure: str
    id: str
    questions: list[str]
    title: str
    why: str


class RecordedFigureIn(TypedDict):
    """A figure as it was published: its value in the unit of the catalogue, when, and where it can be read."""

    link: NotRequired[str | None]
    published_on: str
    source: str
    value: bool | float


class RecordedFigureOut(TypedDict):
    """A body's figure of a year; ``reason`` says why there is none. ``confidence`` is that of the definition."""

    confidence: str
    direction: str
    key: str
    link: str | None
    organisation: str
    published_on: str | None
    reason: str | None
    recorded_at: str | None
    recorded_by: str | None
    revision: int | None
    source: str | None
    title: str
    unit: str
    value: bool | float | None
    year: int


class RecordedFigureRevisionsOut(TypedDict):
    """Every revision of a figure, oldest first."""

    items: list[RecordedFigureOut]
    key: str
    organisation: str
    total: int
    year: int


class RecordedFiguresOut(TypedDict):
    """Every figure of the catalogue for a body and year, those that are not recorded among them."""

    items: list[RecordedFigureOut]
    next: NotRequired[None]
    organisation: str
    recorded: int
    total: int
    year: int


class Recruitment(TypedDict):
    """Indicator 2: people shortlisted and people appointed from shortlisting, year to 31 March."""

    appointed: GroupCounts
    shortlisted: GroupCounts


class RefusedStep(TypedDict):
    """A return that did not take the step, and why."""

    code: str
    message: str
    organisation: str
    year: int


Region: TypeAlias = Literal["Y56", "Y58", "Y59", "Y60", "Y61", "Y62", "Y63"]
"""The seven NHS regions of 2019 by ODS code."""


class ReplayIn(TypedDict):
    """From where the feed is to be sent again: after a ``cursor``, or from the first change at or after ``since``."""

    cursor: NotRequired[str | None]
    since: NotRequired[str | None]


class ReportedReturnOut(TypedDict):
    """How far the year's return is, and whether it was late; ``late_reason`` says why that is not told."""

    deadline: str | None
    late: bool | None
    late_reason: str | None
    published: bool
    reason: str | None
    revision: int | None
    state: str | None


class ReportedToOut(TypedDict):
    """A provider that names the commissioner as its co-ordinating one, and what it states."""

    href: str
    organisation: str
    stated: StatedReportOut


class RepresentationOut(TypedDict):
    """The strategy's Table 1: BME share of the whole workforce, of band 8a to VSM, and the gap between.

    The gap is workforce minus leadership, as Table 1 prints it: positive where leaders are less diverse. It is
    taken before rounding. Leadership is band 8a to VSM, as in the strategy, or what a named edition calls senior.
    """

    bands_8a_to_vsm: ShareOut
    display: str | None
    gap: float | None
    orientation: NotRequired[str]
    senior: ShareOut
    senior_cluster: str
    unit: NotRequired[str]
    workforce: ShareOut


class RepresentationYearOut(TypedDict):
    """One line of the strategy's Table 1, with the changes since the first year and since the year before."""

    shares: TrioOut
    since_first: TrioOut | None
    since_previous: TrioOut | None
    year: int


class Responses(TypedDict):
    """One group's answer to a survey question: percent saying yes, of so many respondents."""

    percent: float
    respondents: int


class ResultOut(TypedDict):
    """One figure with everything needed to read, judge and trace it."""

    benchmark: NotRequired[None]
    completeness: float | None
    disclosure: DisclosureOut
    display: str | None
    favours: str | None
    four_fifths: str | None
    groups: dict[str, GroupFigures]
    indicator: str
    interval: IntervalOut | None
    measure: str
    method_version: str
    orientation: str
    p_value: float | None
    parity: float | None
    part: dict[str, str] | None
    polarity: str
    previous: PreviousOut | None
    reason: str | None
    significant: bool | None
    small_number: bool
    test: str | None
    unit: str
    value: float | None


class ReturnBehind(TypedDict):
    """A return that a year's figures are made of."""

    document: str
    edition: str
    organisation: str
    published: bool
    revision: int
    state: str


class ReturnIn(TypedDict):
    """One organisation's WRES return for one year, to be stored."""

    board: NotRequired[list[BoardCell] | None]
    disciplinary: NotRequired[Disciplinary | None]
    edition: NotRequired[str | None]
    narrative: NotRequired[str | None]
    organisation: str
    pay: NotRequired[Pay | None]
    recruitment: NotRequired[Recruitment | None]
    snapshot: NotRequired[str | None]
    staff_survey: NotRequired[StaffSurvey | None]
    stated: NotRequired[list[Stated] | None]
    training: NotRequired[Training | None]
    workforce: NotRequired[list[WorkforceCell] | None]
    year: int


class ReturnLife(TypedDict):
    """How the return of the year came in: its steps, whether it was late, and what was explained at sign-off.

    The steps are those of the revision that is published, or else of the newest. ``first_submitted_at`` is of any
    revision, and is what the deadline is held against. ``reason`` says why none of it is told.
    """

    deadline: str | None
    explained: list[str]
    first_submitted_at: str | None
    late: bool | None
    published_at: str | None
    reason: str | None
    revisions: int | None
    sentence: str
    signed_off_at: str | None
    source: Source
    submitted_at: str | None
    withdrawn_at: str | None


ReturnOut = TypedDict(
    "ReturnOut",
    {
        "document": "str",
        "organisation": "str",
        "published_at": "str | None",
        "recorded_at": "str",
        "return": "dict[str, Any]",
        "revision": "int",
        "state": "str",
        "synthetic": "bool",
        "warnings": "list[Warned]",
        "year": "int",
    },
)
"""A stored return: its revision, and the document exactly as it came."""


class ReturnToCompute(TypedDict):
    """A return to compute and forget: the organisation may be left out and need not be registered."""

    board: NotRequired[list[BoardCell] | None]
    disciplinary: NotRequired[Disciplinary | None]
    edition: NotRequired[str | None]
    narrative: NotRequired[str | None]
    organisation: NotRequired[str | None]
    pay: NotRequired[Pay | None]
    recruitment: NotRequired[Recruitment | None]
    snapshot: NotRequired[str | None]
    staff_survey: NotRequired[StaffSurvey | None]
    stated: NotRequired[list[Stated] | None]
    training: NotRequired[Training | None]
    workforce: NotRequired[list[WorkforceCell] | None]
    year: int


class Review(TypedDict):
    """Who wrote a framework file and when it was last read through."""

    author: str
    reviewed_on: str


class ReviewComparisonOut(TypedDict):
    """Two reviews of one framework: what moved, over the bodies that could be assessed in both."""

    aspiration: list[AspirationMovementOut]
    earlier: ReviewLineOut
    later: ReviewLineOut
    movements: list[ReviewMovement]
    same_framework_version: bool


class ReviewCountsOut(TypedDict):
    """How many bodies there are by what could be told of them."""

    clear: int
    not_assessable: int
    triggered: int


class ReviewIn(TypedDict):
    """What a review is to assess: every body of a framework in a reporting year, and why it is run."""

    framework: str
    note: NotRequired[str]
    year: int


class ReviewLineOut(TypedDict):
    """A review in short."""

    counts: ReviewCountsOut
    framework: str
    framework_version: str
    href: str
    id: str
    note: str
    run_at: str
    run_by: str
    year: int


class ReviewListOut(TypedDict):
    """Every review that was run, the newest last."""

    items: list[ReviewLineOut]
    next: NotRequired[None]
    reason: str | None
    total: int


class ReviewMovement(TypedDict):
    """One piece of evidence in two reviews, over the bodies that could be assessed in both.

    ``p_value`` is the exact two-sided test of whether as many bodies were newly triggered as cleared (McNemar):
    the chance of a split at least as uneven if both were equally likely. ``None`` where no body moved.
    """

    both: int
    cleared: list[str]
    earlier: int
    evidence: str
    later: int
    newly_triggered: list[str]
    p_value: float | None
    sentence: str
    title: str


class ReviewOut(TypedDict):
    """A review whole. ``inputs`` names the state of all data behind it: the same state gives the same name."""

    aspiration: AspirationOut
    counts: ReviewCountsOut
    framework: str
    framework_version: str
    href: str
    id: str
    inputs: str
    note: str
    run_at: str
    run_by: str
    standings: list[ReviewStanding]
    year: int


class ReviewStanding(TypedDict):
    """How the bodies of a review stand on one piece of evidence, by ODS code."""

    clear: list[str]
    evidence: str
    not_assessable: list[str]
    title: str
    triggered: list[str]


class Revision(TypedDict):
    """One line of a return's history."""

    batch: str | None
    document: str
    published_at: str | None
    recorded_at: str
    recorded_by: str
    revision: int
    state: str


class Revisions(TypedDict):
    """Every revision of one return, newest first."""

    items: list[Revision]
    next: NotRequired[None]
    total: int


class RivalOut(TypedDict):
    """What another method in use asks for; its share may be above 1, which says that it asks for the impossible.

    All close the gap by the same number of people a year. ``linear_gap`` takes leavers to be BME as often as
    post-holders were at the start, ``linear_gap_moving`` as often as on average, ``net_gain`` never.
    """

    interest_recruits_per_year: float
    method: str
    required_share: float


class RowAskedOut(TypedDict):
    """A row as it was understood: an indicator, one of its measures, and the part measured."""

    indicator: str
    measure: str
    part: dict[str, str] | None


class Rule(TypedDict):
    """Holds for a fact when all its conditions do; what that means is the framework's ``triggers``.

    ``only`` names the facts of the kind that the rule looks at; empty means all. ``reason`` is a template in plain
    English whose fields are values of the fact. ``enquiry`` says what to ask next.
    """

    conditions: list[Condition]
    confidence: Confidence
    enquiry: str
    id: str
    looks_at: EvidenceKind
    only: list[str]
    reason: str


class RuleInput(TypedDict):
    """One comparison of a rule as it was made. ``holds`` None: the value is not known."""

    comparison: Comparison
    holds: bool | None
    observed: str | bool | float | None
    threshold: str | bool | float
    value: str


class RuleList(TypedDict):
    """Every rule, in the order in which they are judged."""

    items: list[RuleOut]
    next: NotRequired[None]
    total: int


class RuleOut(TypedDict):
    """One rule: an error refuses a return; a warning is kept with it and explained at sign-off."""

    id: str
    kind: str
    parameters: dict[str, Any]
    section: str
    severity: str
    since: str
    source: str
    title: str
    why: str
    wording: str


class RungIn(TypedDict):
    """A band, its people of known ethnicity, and how they move. What is left out is counted or assumed, and said.

    ``leaving`` and ``promotion`` are chances a year, of everybody or, where ``…_interest`` is there, of white
    staff. ``recruits`` a year or, without it, ``growth``: a share of today's people added a year. ``promotions``
    (upward out of this band) and ``leavers`` are counted by group. The bounds limit what may be required of those
    who come to the band.
    """

    band: Band
    growth: NotRequired[float | None]
    interest: int
    leavers: NotRequired[CountedIn | None]
    leaving: NotRequired[float | None]
    leaving_interest: NotRequired[float | None]
    promotion: NotRequired[float | None]
    promotion_bounds: NotRequired[BoundsIn]
    promotion_interest: NotRequired[float | None]
    promotions: NotRequired[CountedIn | None]
    recruitment_bounds: NotRequired[BoundsIn]
    recruitment_share: NotRequired[float | None]
    recruits: NotRequired[int | None]
    total: int


class RungOut(TypedDict):
    """A rung at its baseline, where it goes as things go today, and all that it rests on."""

    assumptions: list[AssumptionOut]
    band: str
    interest: int
    leaving: ChancesOut
    long_run: LongRunOut
    needed_below: NeededBelowOut
    path: list[LadderPointOut]
    promotion: ChancesOut
    reason: str | None
    recruits_per_year: float
    share: float | None
    total: int


class RungRequiredOut(TypedDict):
    """What reaching the target takes on one rung; out of reach, how near all that is done for it alone comes."""

    asked: bool
    band: str
    earliest_year: int | None
    feeder: bool | None
    greatest_share: float | None
    path: list[LadderPointOut]
    promotion: InflowOut
    reachable: bool | None
    reason: str | None
    recruitment: InflowOut
    share: float | None
    share_below: float | None


class Scale(TypedDict):
    """The outcomes that the body awards, best first. They are recorded, never computed."""

    confidence: Confidence
    name: str
    values: list[str]


class ScenarioIn(TypedDict):
    """A band from a return on, and what is thought of differently. What is left out is as without the scenario.

    ``share`` is the target, equality where it is left out; recruitment is at the share required for it unless one
    is given. ``shares`` and ``cuts`` name single years; ``cut_selection`` is the odds that a post held by BME
    staff is among those cut, over another's.
    """

    band: Band | Literal["bands_8a_to_vsm"]
    baseline_year: int
    cut_selection: NotRequired[float | None]
    cuts: NotRequired[list[CutOfYear]]
    growth: NotRequired[float | None]
    note: NotRequired[str]
    recruitment_share: NotRequired[float | None]
    share: NotRequired[float | None]
    shares: NotRequired[list[ShareOfYear]]
    staff_group: NotRequired[StaffGroup | Literal["all"]]
    turnover: NotRequired[float | None]
    turnover_interest: NotRequired[float | None]
    year: int


class ScenarioOut(TypedDict):
    """A scenario, where it leads, and where the same band leads without it, recruiting at the share it holds."""

    assumptions: list[AssumptionOut]
    method_version: str
    name: str
    organisation: str
    outcome: ScenarioOutcomeOut
    recorded_at: str
    recorded_by: str
    revision: int
    scenario: ScenarioIn
    target_share: float
    without: ScenarioOutcomeOut


class ScenarioOutcomeOut(TypedDict):
    """Where a course leads, with the 95 % band of every year, and the one share that would meet the target."""

    expected_share: float
    goal_posts: int
    interest_recruits_per_year: float
    path: list[PathPointOut]
    probability_met: float
    recruits_per_year: float
    required_share: float | None


class ScenariosOut(TypedDict):
    """Scenarios side by side."""

    items: list[ScenarioOut]
    organisation: str
    total: int


class ScoredBodyOut(TypedDict):
    """One body: scores, average, and the segment that the arithmetic leads to. ``official`` is what was decided."""

    average: float | None
    before_sentence: str
    better: int | None
    cap: CapOut | None
    metrics: list[MetricScoreOut]
    official: str | None
    official_date: str | None
    official_source: str | None
    organisation: str
    organisation_name: str | None
    reason: str | None
    scored: int
    segment: str | None
    segment_before_cap: str | None
    sentence: str


class ScoresOut(TypedDict):
    """All bodies of a type, by code, with the method and how sure it is."""

    computed_by: str
    confidence: str
    framework: str
    items: list[ScoredBodyOut]
    method: str
    next: NotRequired[None]
    note: str
    reason: str | None
    total: int
    version: str
    year: int


class Scoring(TypedDict):
    """A framework's own arithmetic, applied to what is sent to us: never the body's own decision.

    ``segments`` are best first; ``thresholds`` are the largest average of each but the last.
    """

    bands: list[RatingBand]
    cap: Cap | None
    confidence: Confidence
    highest_score: int | None
    method: ScoringMethod
    metrics: list[str]
    note: str
    segments: list[str]
    thresholds: list[float]


ScoringMethod: TypeAlias = Literal["quartile_average", "threshold_average", "statement_percentage"]
"""How a framework's own arithmetic turns scores into a place on its scale."""


class SeatsOut(TypedDict):
    """A board's seats beside what its BME share of the workforce would come to; see indicator 9 for the gap.

    ``needed`` is how many more seats would reach the share; ``at_most`` and ``at_least`` are chances under it.
    """

    actual: int | None
    at_least: float | None
    at_most: float | None
    difference: float | None
    expected: float | None
    members: int | None
    membership: str
    needed: int | None
    reason: str | None
    share: float | None


class SelectedResultsOut(TypedDict):
    """Chosen rows of many organisations. ``deadline`` is the last day on which the year's return was in time."""

    deadline: str | None
    items: list[BodyResultsOut]
    missing: list[WithoutResultsOut]
    rows: list[RowAskedOut]
    total: int
    year: int


class SensitivityOut(TypedDict):
    """The answer with one input changed at a time, as columns: an entry for each of ``changed``.

    ``probability_met`` is at the required share of the answer itself. A required share is ``null`` where the
    target is out of reach, and all are where the change leaves no posts. The whole block is ``null`` where cuts
    take notice of who holds a post: such cases are compared as scenarios.
    """

    changed: list[str]
    interest_recruits_per_year: list[float | None]
    probability_met: list[float | None]
    required_share: list[float | None]


class ServiceStatus(TypedDict):
    """Whether one service and its database answer: up or away."""

    database: str
    service: str
    status: str


class ShareOfYear(TypedDict):
    """The share of recruits of one year."""

    share: float
    year: int


class ShareOut(TypedDict):
    """BME people in a part of the workforce, and their share of all people in it, in percent."""

    bme: int | None
    reason: str | None
    share: float | None


class SignificanceOut(TypedDict):
    """How many were told at each end, before and after control of the false discovery rate over all of them."""

    ahead: int
    ahead_controlled: int
    behind: int
    behind_controlled: int
    control: str
    level: float
    not_assessable: int
    on_track: int
    tested: int


class Source(TypedDict):
    """Where a figure came from: the public path to ask again, and the revision of the data behind it.

    ``document`` is the SHA-256 of the stored return. What is None was not known, because nothing was received.
    """

    document: NotRequired[str | None]
    href: str
    indicator: NotRequired[str | None]
    measure: str
    method_version: NotRequired[str | None]
    part: NotRequired[dict[str, str] | None]
    revision: NotRequired[int | None]
    service: str
    year: int


class SourceDocument(TypedDict):
    """Where the content of a framework file comes from."""

    confidence: Confidence
    note: str
    title: str


class StaffEngagementOut(TypedDict):
    """Indicator 163a, a score of 0 to 10. High is good. ``coverage`` is the part of all weight that has a figure."""

    change: float | None
    coverage: float | None
    parameters: EngagementParametersOut
    previous: float | None
    providers: int
    reason: str | None
    sentence: str
    value: float | None
    with_figure: int


StaffGroup: TypeAlias = Literal["non_clinical", "clinical_non_medical", "medical_and_dental"]
"""The three staff groups that indicator 1 is disaggregated by."""


class StaffNetwork(TypedDict):
    """Whether there is a network of BME staff, which role sponsors it, and whether its leads have facility time."""

    executive_sponsor_role: str | None
    exists: bool
    facility_time: bool | None


class StaffNetworkIn(TypedDict):
    """Whether there is a network of BME staff, which role sponsors it, and whether its leads have facility time."""

    executive_sponsor_role: NotRequired[str | None]
    exists: bool
    facility_time: NotRequired[bool | None]


class StaffSurvey(TypedDict):
    """Indicators 5 to 8, from the preceding autumn's NHS Staff Survey."""

    discrimination: NotRequired[SurveyAnswer | None]
    equal_opportunities: NotRequired[SurveyAnswer | None]
    harassment_public: NotRequired[SurveyAnswer | None]
    harassment_staff: NotRequired[SurveyAnswer | None]
    year: int


class StandardEdition(TypedDict):
    """What an edition fixes, and which of it is assumed."""

    assumed: list[str]
    key: str
    senior: str
    survey_items: dict[str, str]
    survey_year: int
    versions: dict[str, str]
    window_years: int
    year: int


class StandardLine(TypedDict):
    """One standard of the catalogue, in short."""

    about: str
    editions: list[str]
    href: str
    indicators: list[str]
    key: str
    title: str
    version: str


class StandardList(TypedDict):
    """Every standard that the engine computes."""

    items: list[StandardLine]
    next: NotRequired[None]
    total: int


class StandardOut(TypedDict):
    """A standard whole: groups, layout, indicators, editions, and where a series breaks."""

    about: str
    breaks: dict[str, list[int]]
    editions: list[StandardEdition]
    groups: dict[str, str]
    indicators: list[IndicatorDefinition]
    key: str
    layout: LayoutOut
    title: str
    version: str


class StandingCountsOut(TypedDict):
    """How many rows stand where: rows are bands of organisations, never averaged."""

    met: int
    not_assessable: int
    not_met: int
    not_reachable: int
    rows: int


class Stated(TypedDict):
    """One figure as it is printed. The decimal places that it is given with say how far it was rounded."""

    figure: Literal["workforce_total", "workforce_bme", "workforce_bme_share", "workforce_bme_change", "likelihood_appointment", "likelihood_disciplinary", "likelihood_training", "board_total", "board_bme"]
    value: float


class StatedReportOut(TypedDict):
    """What a provider stated last of its report, and by whose client when."""

    board_approved_on: str | None
    coordinating_commissioner: str
    five_year_plan: FiveYearPlanOut | None
    note: str
    published_link: str | None
    recorded_at: str
    recorded_by: str
    revision: int
    sent_on: str | None


class StatementIn(TypedDict):
    """What a commissioner found out of a provider's WRES: report, plan, compliance, evidence, and in which role."""

    action_plan_link: NotRequired[str | None]
    action_plan_published: NotRequired[bool | None]
    assessor_role: str
    board_approved_on: NotRequired[str | None]
    evidence: NotRequired[list[EvidenceIn]]
    level_of_compliance: Compliance
    note: NotRequired[str]
    report_link: NotRequired[str | None]
    report_published: NotRequired[bool | None]
    report_published_on: NotRequired[str | None]


class StatementOut(TypedDict):
    """A statement as it was made, by which commissioner about whom, and by whose client when."""

    action_plan_link: str | None
    action_plan_published: bool | None
    assessor_role: str
    board_approved_on: str | None
    commissioner: str
    evidence: list[EvidenceOut]
    level_of_compliance: str
    note: str
    provider: str
    recorded_at: str
    recorded_by: str
    report_link: str | None
    report_published: bool | None
    report_published_on: str | None
    revision: int
    year: int


class StatementPercentageOut(TypedDict):
    """Scores of statements as a percentage of the most there could be, and the rating of its band.

    ``exact`` has six places; ``percentage`` is rounded half up to a whole number before the rating is read.
    """

    exact: float
    most: int
    not_scored: list[str]
    percentage: int
    rating: str
    scored: int
    sentence: str
    total: int


class Status(TypedDict):
    """Whether everything answers: up, or degraded when anything is away."""

    services: list[ServiceStatus]
    status: str


class StrategicObjective(TypedDict):
    """One objective of the plan: what is to come of it, what is to be delivered, and the bodies that oversee it."""

    deliverable: str
    id: str
    outcome: str
    oversight: list[OversightBody]
    title: str


class StratumCountsOut(TypedDict):
    """The organisations of an area that have a goal in force for a stratum, by where they stand."""

    ahead: int
    ahead_controlled: int
    band: str
    behind: int
    behind_controlled: int
    control: str
    kind: str
    level: float
    not_assessable: int
    on_track: int
    staff_group: str
    tested: int


class StratumName(TypedDict):
    """A staff group and a band, a grade, or a cluster of bands; ``all`` is every one of them."""

    band: str
    staff_group: str


class StratumOut(TypedDict):
    """The trajectory of one stratum. ``feeder`` is ``null`` where there is no band below."""

    assumptions: list[AssumptionOut]
    band: str | None
    baseline: BaselineOut
    feeder: FeederOut | None
    horizons: list[HorizonOut]
    method_version: str
    reason: str | None
    staff_group: str | None
    status: str
    target: TargetOut


class SubmissionDefinition(TypedDict):
    """The WRES return of the year as evidence in itself: there or not, late or not, how complete."""

    confidence: Confidence
    questions: list[str]
    why: str


class SubscriptionChange(TypedDict):
    """A subscription as it is to be from now on: what is left out is taken back. ``paused`` keeps its place."""

    description: NotRequired[str | None]
    kinds: NotRequired[list[Literal["return", "result", "goal", "assessment"]] | None]
    """Kinds of change to be told of; all without them."""
    organisations: NotRequired[list[str] | None]
    """Bodies whose changes are to be told of, by ODS code; all without them."""
    state: Literal["active", "paused"]
    url: str
    """Where to send to: https, port 443 or 8443, a host with public addresses, no user and password."""


SubscriptionIn = TypedDict(
    "SubscriptionIn",
    {
        "description": "NotRequired[str | None]",
        "from": 'NotRequired[Literal["now", "beginning"] | str]',
        "kinds": 'NotRequired[list[Literal["return", "result", "goal", "assessment"]] | None]',
        "organisations": "NotRequired[list[str] | None]",
        "url": "str",
    },
)
"""A subscription to be made. It tells what changes from ``now`` on, or goes on after a cursor of the feed."""


class SubscriptionOut(TypedDict):
    """A subscription. ``kinds`` and ``organisations`` are null for all; ``cursor`` is where the feed goes on.

    ``failing`` is one that waits because too many deliveries in a row could not be made, ``ended`` one that its
    receiver ended, or whose client was revoked; ``reason`` says which. ``next_attempt_at`` is null where nothing
    waits to be sent.
    """

    changed_at: str
    client: str
    created_at: str
    cursor: str
    dead_in_a_row: int
    description: str | None
    earlier_secret_until: str | None
    id: str
    kinds: list[str] | None
    next_attempt_at: str | None
    organisations: list[str] | None
    reason: str | None
    state: SubscriptionState
    url: str


class SubscriptionSecret(TypedDict):
    """A new secret, shown once. Until ``earlier_secret_until`` what is sent is signed with the earlier one too."""

    earlier_secret_until: str
    secret: str


SubscriptionState: TypeAlias = Literal["active", "paused", "failing", "ended"]
"""``FAILING`` waits as ``PAUSED`` does, because too much could not be delivered; ``ENDED`` is for good."""


class Subscriptions(TypedDict):
    """Subscriptions, oldest first."""

    items: list[SubscriptionOut]
    next: str | None
    total: int


class SuccessionIn(TypedDict):
    """When and how one body succeeded another. ``on`` is the first day of the new order."""

    kind: SuccessionKind
    note: NotRequired[str | None]
    on: str


SuccessionKind: TypeAlias = Literal["merger", "acquisition", "split", "new_code"]
"""How one body followed another."""


class SuccessionOut(TypedDict):
    """A body that another succeeded, wholly or (split) in part."""

    kind: SuccessionKind
    on: str
    predecessor: str
    successor: str


class Successions(TypedDict):
    """The successions into a body and from it, by day."""

    organisation: str
    predecessors: list[SuccessionOut]
    successors: list[SuccessionOut]


SupportKind: TypeAlias = Literal["mentoring", "reverse_mentoring", "sponsorship"]
"""How senior leaders support staff at band 8d and below, one pair for each leader and member of staff."""


class SupportPairsIn(TypedDict):
    """Pairs of a senior leader and a member of staff at band 8d or below, by kind."""

    mentoring: NotRequired[EthnicityCountsIn | None]
    reverse_mentoring: NotRequired[EthnicityCountsIn | None]
    sponsorship: NotRequired[EthnicityCountsIn | None]


class SurveyAnswer(TypedDict):
    """A survey question's answer in both groups. Both absent means that it was not collected."""

    bme: NotRequired[Responses | None]
    white: NotRequired[Responses | None]


class SurveyGapOut(TypedDict):
    """One survey indicator: both percentages, and the adverse gap in proportion points."""

    bme: float | None
    gap: float | None
    indicator: str
    reason: str | None
    white: float | None


Tail: TypeAlias = Literal["at_most", "at_least"]
"""Which outcomes are counted: those up to the one seen, or those from it on."""


TargetBasis: TypeAlias = Literal["workforce", "community"]
"""Whose BME share a plan's target is set against."""


class TargetEvidence(TypedDict):
    """A goal of the organisation, how far it is agreed, and progress on it where it is in force.

    A goal under revision is told twice: as it is proposed, and as it is in force. After a merger the goals of
    those that merged are held against together: ``organisations`` names them, and what they do not share is
    ``None``. ``share`` is plain; ``expected`` and ``actual`` are posts.
    """

    actual: int | None
    agreed_at: str | None
    band: str
    baseline_year: int | None
    board_discussed_on: str | None
    expected: float | None
    id: str
    in_force: bool
    kind: str
    organisations: list[str]
    proposed_by: str | None
    reason: str | None
    revision: int | None
    sentence: str
    share: float | None
    source: Source
    staff_group: str
    state: str
    status: str | None
    tail_probability: float | None
    title: str
    waiting_for: list[str]
    year: int | None


class TargetIn(TypedDict):
    """The share to reach: given, or the share of a whole workforce. One of the two.

    ``change_a_year`` moves it by a share a year from the baseline on. It is never below ``community``, the share
    of the people whom the organisation serves.
    """

    change_a_year: NotRequired[float]
    community: NotRequired[float | None]
    share: NotRequired[float | None]
    workforce: NotRequired[WorkforceIn | None]


class TargetOut(TypedDict):
    """The share to reach, and where it comes from."""

    share: float | None
    source: str


class Targets(TypedDict):
    """The goals of the organisation; ``reason`` says why there are none to show."""

    items: list[TargetEvidence]
    questions: list[str]
    reason: str | None
    sentence: str


class Theme(TypedDict):
    """One head of the framework, the evidence under it, and what its rules make of it.

    ``potential_support_need`` is true where a rule holds, false where all that could be tried do not, ``None``
    where none could be tried. For a framework whose rules mean something else, ``Assessment.triggers`` says what.
    """

    asks: str
    id: str
    metrics: list[AssessedMetric]
    potential_support_need: bool | None
    reason: str
    title: str
    triggered: int


class ToCompute(TypedDict):
    """Counts of one body, to be computed by a standard and forgotten.

    A counted item without a row was not collected, unless it is of a section of which another item has a row.
    ``window_years`` is the window of the standard's windowed item, by default the edition's.
    """

    counts: list[CountedRow]
    edition: NotRequired[str | None]
    survey: NotRequired[dict[str, dict[str, Responses]]]
    window_years: NotRequired[int | None]
    year: int


class Token(TypedDict):
    """An access token, to be sent as ``Authorization: Bearer``."""

    access_token: str
    expires_in: NotRequired[int]
    token_type: NotRequired[Literal["Bearer"]]


class TrailHead(TypedDict):
    """The last line of a chain. ``known`` is how the verification takes it, when it was kept by somebody else."""

    at: str | None
    hash: str
    known: str
    number: int
    service: str


class TrailHeads(TypedDict):
    """The last line of every chain."""

    items: list[TrailHead]
    next: NotRequired[None]
    total: int


class TrailPage(TypedDict):
    """Lines in the order asked for. ``next`` is null where none follow; ``cursor`` is where to go on another day."""

    cursor: str
    items: list[AuditEntry]
    next: str | None


class TrailVerified(TypedDict):
    """What was found of every chain. ``intact`` is true where all are whole."""

    intact: bool
    items: list[ChainVerified]


class Training(TypedDict):
    """Indicator 4: people who accessed non-mandatory training and CPD, year to 31 March."""

    accessed: GroupCounts


class TrajectoriesOut(TypedDict):
    """The trajectories of every stratum of an organisation, from the return that it stored.

    Where several bodies' returns were added, ``combined`` says which, and there is no one revision.
    """

    combined: list[str]
    document: str | None
    method_version: str
    organisation: dict[str, Any]
    published: bool
    revision: int | None
    trajectories: list[StratumOut]
    year: int


class TrajectoryDefinition(TypedDict):
    """Which bands' trajectories are evidence, and the year whose horizon the rules look at."""

    bands: list[str]
    confidence: Confidence
    horizon: int
    questions: list[str]
    why: str


class TrajectoryEvidence(TypedDict):
    """One band's way to its target. ``share`` is BME among known ethnicities; shares are plain, 0 to 1."""

    band: str
    baseline_year: int | None
    horizons: list[Horizon]
    id: str
    interest: int | None
    questions: list[str]
    reason: str | None
    sentence: str
    share: float | None
    source: Source
    staff_group: str
    status: str
    target_share: float | None
    target_source: str | None
    title: str
    total: int | None
    unknown: int | None


class TrajectoryIn(TypedDict):
    """A band, its baseline, where it is to go and by when. What is left out is assumed, and said."""

    band: NotRequired[Band | None]
    baseline: BaselineIn
    cut_selection: NotRequired[float | None]
    growth: NotRequired[float | None]
    horizons: NotRequired[list[int]]
    probability: NotRequired[float]
    recruitment_share: NotRequired[float | None]
    target: TargetIn
    turnover: NotRequired[float | None]
    turnover_interest: NotRequired[float | None]


class TrajectoryRowOut(TypedDict):
    """One stratum of one organisation. What recruiting at the required share leads to; ``reason`` says why not."""

    additional_per_year: float | None
    band: str
    earliest_year: int | None
    equality_year_at_pace: int | None
    goal_posts: int | None
    ics: str | None
    interest: int | None
    interest_recruits_per_year: float | None
    k_in_n: str | None
    lower: int | None
    name: str
    organisation: str
    probability_met: float | None
    probability_met_at_pace: float | None
    reachable: bool | None
    reason: str | None
    recruits_per_year: float | None
    region: str | None
    required_share: float | None
    share: float | None
    share_for_probability: float | None
    staff_group: str
    status: str
    target_share: float | None
    total: int | None
    type: str
    unknown: int | None
    upper: int | None


class TrajectoryStatusOut(TypedDict):
    """Where the body stands by its goals: behind where any is; the counts stand in ``goals``."""

    reason: str | None
    status: str | None


class TrajectoryTableOut(TypedDict):
    """The trajectories of every organisation for one horizon."""

    counts: StandingCountsOut
    horizon: int
    items: list[TrajectoryRowOut]
    method_version: str
    probability: float
    total: int
    turnover: list[dict[str, str | float]]
    year: int


class TransitionIn(TypedDict):
    """The step that is asked for. An embargo holds back a publication; explanations belong to the sign-off."""

    embargo: NotRequired[str | None]
    explanations: NotRequired[list[Explanation]]
    note: NotRequired[str | None]
    to: Literal["submitted", "signed_off", "published", "withdrawn"]


class TransitionOut(TypedDict):
    """A step that was taken."""

    at: str
    by: str
    embargo: str | None
    explanations: list[Explanation]
    note: str | None
    organisation: str
    revision: int
    state: str
    year: int


class TransitionsIn(TypedDict):
    """One step for many returns: those named, or those that a batch brought."""

    batch: NotRequired[str | None]
    embargo: NotRequired[str | None]
    explanations: NotRequired[list[Explanation]]
    note: NotRequired[str | None]
    returns: NotRequired[list[OneReturn] | None]
    to: Literal["submitted", "signed_off", "published", "withdrawn"]


class TransitionsOut(TypedDict):
    """How many returns took a step, and which did not."""

    refused: list[RefusedStep]
    taken: int
    to: str


class TrendOut(TypedDict):
    """The trend over the years named. The slope is a year's, in points; of a ratio, the yearly change of its log."""

    direction: str | None
    p_value: float | None
    reason: str | None
    significant: bool | None
    slope: float | None
    test: str
    years: list[int]


class TrendParametersOut(TypedDict):
    """The choices behind both values, the same in every year."""

    progress_against_wres: IndexParametersOut
    staff_engagement: EngagementParametersOut


class TrendsOut(TypedDict):
    """Measures of one organisation over the years, and what each year is made of.

    ``breaks`` are first years of a new definition, across which nothing is compared.
    """

    breaks: dict[str, list[int]]
    combined: list[str]
    footprint: str
    items: list[CourseOut]
    next: NotRequired[None]
    organisation: OrganisationOut
    representation_change: list[RepresentationYearOut]
    total: int
    years: list[YearBehind]


Trigger: TypeAlias = Literal["line_of_enquiry", "potential_support_need", "matter_for_assurance", "gap_in_compliance"]
"""What it means that a rule holds. None of them is an outcome of the framework's own body."""


class TrioOut(TypedDict):
    """The BME share of the workforce, of its senior leaders, and the gap, workforce minus leaders."""

    gap: FigureOut
    leaders: FigureOut
    workforce: FigureOut


class ValueOut(TypedDict):
    """One organisation's result, and its p-value once hundreds of tests are allowed for."""

    organisation: Body
    p_adjusted: float | None
    result: ResultOut


class ValuesOut(TypedDict):
    """One measure of one part across organisations: a page of results, and what all of them show together."""

    defined: int
    indicator: str
    items: list[ValueOut]
    measure: str
    median: float | None
    next: str | None
    orientation: str
    parity: float | None
    part: dict[str, str] | None
    polarity: str
    significant: DiscoveriesOut
    total: int
    unit: str
    year: int


View: TypeAlias = Literal["public", "exact"]
"""What a file shows: what the public sees, under disclosure control, or exact figures."""


class Warned(TypedDict):
    """Something about a return that may be right but needs an explanation at sign-off."""

    code: str
    message: str
    path: str


class WebhookAttempt(TypedDict):
    """One attempt: the status that came back, or why there is none."""

    at: str
    error: str | None
    milliseconds: int
    status: int | None


class WebhookDeliveries(TypedDict):
    """Deliveries of a subscription, newest first."""

    items: list[WebhookDelivery]
    next: str | None
    total: int


class WebhookDelivery(TypedDict):
    """What is, was, or could not be sent; ``number`` is its place in the order of the subscription.

    A ``dead`` one was given up after its last try, a ``superseded`` one because its subscription was sent
    elsewhere in the feed. Attempts are told oldest first.
    """

    attempts: list[WebhookAttempt]
    changes: int
    created_at: str
    ended_at: str | None
    id: str
    next_attempt_at: str | None
    number: int
    state: DeliveryState


WeightBasis: TypeAlias = Literal["financial_flow", "activity", "headcount", "custom"]
"""What providers are weighted by."""


class WeightIn(TypedDict):
    """How much a provider weighs with its commissioner in a reporting year, on a basis: in pounds, in cases."""

    basis: Literal["financial_flow", "activity", "headcount", "custom"]
    value: float
    year: int


Whose: TypeAlias = Literal["own", "commissioned", "other", "everybody"]
"""Whose a thing is, as its service finds out for each caller.

``OWN`` is of the body that the client acts for (of credentials and files: of the client itself). ``COMMISSIONED``
is of a body with which that body holds a contract in the year, or which it succeeded as a whole. ``OTHER`` is of
any other. ``EVERYBODY`` is nobody's in particular: lists, sums, reference data.
"""


class WithoutResultsOut(TypedDict):
    """An organisation without results, and why.

    ``not-published``: it was open on 31 March and has no published return. Only of organisations asked by name:
    ``not-registered``; ``not-open`` on 31 March of the year; ``not-in-filter``, left out by type, region or ICS.
    """

    organisation: CodeOnly
    reason: str


class WorkforceCell(TypedDict):
    """Headcount of substantive staff in one band or grade at the snapshot."""

    band: Band
    bme: int
    staff_group: StaffGroup
    unknown: NotRequired[int]
    white: int


class WorkforceIn(TypedDict):
    """BME people and all people of known ethnicity in a whole workforce."""

    interest: int
    total: int


class WorkforceOut(TypedDict):
    """People on 31 March, from published returns: a row for each organisation, a column for each stratum.

    ``white``, ``bme`` and ``unknown`` are headcounts. A ``null`` of an organisation under ``not_collected`` was
    not in its return; any other is hidden under disclosure control, by which counts of organisations outside
    ``exact`` are rounded.
    """

    bme: list[list[int | None]]
    exact: list[str]
    not_collected: list[str]
    organisations: list[Body]
    rule: str | None
    strata: list[StratumName]
    unknown: list[list[int | None]]
    white: list[list[int | None]]
    year: int


class WresIndexOut(TypedDict):
    """The mean of the gaps there are; ``previous`` is the year before's, ``change`` the movement since."""

    change: float | None
    gaps: list[SurveyGapOut]
    previous: float | None
    reason: str | None
    value: float | None


WresIndicator: TypeAlias = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9"]
"""The nine indicators of the strategy's Annex A, by the ids that they have everywhere."""


class YearBehind(TypedDict):
    """What a year's figures are made of. ``combined`` says that it is not simply the body's own return.

    ``reason`` is why there are none: a split, or a body of the footprint without a return (``missing``).
    """

    combined: bool
    controlled: bool
    members: list[str]
    missing: list[str]
    reason: str | None
    returns: list[ReturnBehind]
    year: int


class YearFootprintOut(TypedDict):
    """The bodies that together made up a body of today on 31 March of a year, by code.

    ``existed`` says whether the body itself was there then. Where ``complete`` is false, ``reason`` says why: the
    members are those that can be told, and are not the whole. ``steps`` led from them to today's body.
    """

    complete: bool
    existed: bool
    members: list[str]
    organisation: str
    reason: str | None
    sentences: list[str]
    steps: list[SuccessionOut]
    year: int


class YearPoint(TypedDict):
    """A metric's value in one year, with its interval; ``reason`` says why there is none."""

    lower: float | None
    reason: str | None
    upper: float | None
    value: float | None
    year: int


class YearValueOut(TypedDict):
    """One year's value, the part of all weight behind it, and how many providers have what it is made of."""

    coverage: float | None
    providers: int
    providers_with_value: int
    reason: str | None
    value: float | None


class gateway__routes__health__Ping(TypedDict):
    """The answer of a gateway that is up."""

    service: str
    status: str


class gateway__webhooks__schemas__Ping(TypedDict):
    """What came of a ping. ``delivered`` says whether the receiver took it, which any status of 200 to 299 does."""

    at: str
    delivered: bool
    error: str | None
    milliseconds: int
    status: int | None
    webhook_id: str
