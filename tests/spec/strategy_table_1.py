"""The strategy's Table 1 and its board figures, from summed counts."""

from functools import partial

from indicators_service.domain.results import Result
from indicators_service.schemas.results import representation_out
from tests.spec import england, printed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table

_ALL = {"staff_group": "all", "band": "all"}
_SENIOR = {"staff_group": "all", "band": "bands_8a_to_vsm"}


def _people(result: Result) -> tuple[int, int]:
    found = result.groups.interest
    assert found.numerator is not None
    assert found.denominator is not None
    return found.numerator, found.denominator


def _table_1(year: int) -> Paragraph:
    results = england.trusts_and_ccgs(year)
    everybody, senior = (england.pick(results, "1", "share", **part) for part in (_ALL, _SENIOR))
    rows = ("all BME workforce", everybody), ("BME band 8a to VSM", senior)
    lines = []
    for name, result in rows:
        cell = f"1/{name}/{year}"
        lines += [
            Line(f"{name}, people", printed.people(cell), _people(result)[0]),
            Line(f"{name}, share", printed.value(cell), result.value, " %", cell),
        ]
    gap = f"1/gap/{year}"
    lines.append(Line("gap, points", printed.value(gap), representation_out(list(results)).gap, "", gap))
    return Paragraph(
        title=f"Table 1, {year}",
        text=(
            f"Trusts and CCGs together on 31 March {year}. Counts are added over all bodies, then the two shares and "
            "the gap between them are taken, and each is rounded once. Staff of unknown ethnicity stay in the "
            "denominator. The gap is printed as workforce minus leadership; the engine's own gap is leadership minus "
            "workforce, with the opposite sign."
        ),
        given=Table(
            ("summed counts", "BME", "all staff", "origin of all staff"),
            tuple((name, *_people(result), "implied, not published") for name, result in rows),
        ),
        lines=tuple(lines),
        source=f"{printed.STRATEGY}, Table 1.",
        published=True,
    )


def _table_1_2016() -> Paragraph:
    found = _table_1(2016)
    text = (
        f"{found.text} In this year the printed shares differ by 7.66 where 7.65 is printed: both shares were "
        "rounded, and the gap was taken before rounding."
    )
    return Paragraph(found.title, text, found.lines, found.given, found.source, found.published)


def _seats(row: str) -> str:
    return f"board/NHS trusts/{row}"


def _boards() -> Paragraph:
    results = england.trusts(2018)
    members = england.pick(results, "9", "gap", membership="all", group="interest").groups
    assert members.unknown is not None
    shares = {"white": members.reference, "BME": members.interest, "unknown": members.unknown}
    lines = tuple(
        Line(f"{group}, share of members", printed.value(_seats(group)), figures.rate, " %", _seats(group))
        for group, figures in shares.items()
    )
    return Paragraph(
        title="Boards of trusts",
        text="All members of the boards of trusts, added up. Unknown members stay in the denominator.",
        given=Table(
            ("group", "members"),
            tuple((group, figures.numerator or 0) for group, figures in shares.items()),
        ),
        lines=lines,
        source=f"{printed.STRATEGY}, section 03. Members are invented so that they add up; shares are published.",
        published=True,
    )


def _region(name: str, regions: tuple[str, ...]) -> Paragraph:
    results = england.trusts(2018, regions)
    board = england.pick(results, "9", "gap", membership="all", group="interest")
    staff = england.pick(results, "1", "share", **_ALL)
    cells = [
        (f"board/{name}/BME board", board.groups.interest),
        (f"board/{name}/BME workforce", staff.groups.interest),
    ]
    gap = board.value or 0.0
    return Paragraph(
        title=f"Boards and workforce, {name}",
        text=(
            f"The trusts of one region, {name}, added up: BME members of all members, beside BME staff of all staff. "
            f"Regions of 2019, by ODS code: {' and '.join(regions)}."
        ),
        given=Table(
            ("summed counts", "BME", "all"),
            tuple((cell.split("/")[2], f.numerator or 0, f.denominator or 0) for cell, f in cells),
        ),
        lines=tuple(Line(cell.split("/")[2], printed.value(cell), f.rate, " %", cell) for cell, f in cells),
        source=f"{printed.STRATEGY}, section 03. Counts are invented so that they add up; shares are published.",
        published=True,
        after=f"Indicator 9 for {name}, board minus workforce, is {gap:.1f} percentage points.",
    )


CHAPTER = Chapter(
    "The strategy's Table 1 and its boards",
    "The demonstration data are invented bodies. Their counts add up to what the strategy published for England: "
    "the people are published, and all staff follow from people and percentage. The strategy does not print all "
    "staff. The sums below go through the same engine as any return.",
    (
        _table_1_2016,
        partial(_table_1, 2017),
        partial(_table_1, 2018),
        _boards,
        partial(_region, "London", england.LONDON),
        partial(_region, "South", england.SOUTH),
    ),
)
