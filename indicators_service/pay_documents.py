"""The pay section between the wire and the domain: white staff are the reference group, BME staff of interest."""

from indicators_service.domain import pay as domain
from indicators_service.domain.annual_return import Counts
from indicators_service.schemas import pay as wire


def pay(section: wire.Pay | None) -> domain.Pay | None:
    """Return the pay section as the domain sees it."""
    if section is None:
        return None
    hourly = section.hourly
    return domain.Pay(
        hourly=domain.PayOfGroups(
            reference=_group(hourly.white),
            interest=_group(hourly.bme),
            unknown=None if hourly.unknown is None else _group(hourly.unknown),
        ),
        quartiles=_quartiles(section.quartiles),
        bands=_bands(section.bands),
    )


def _group(group: wire.GroupPay) -> domain.GroupPay:
    return domain.GroupPay(group.mean, group.median, group.people)


def _quartiles(rows: list[wire.QuartileCounts] | None) -> dict[domain.Quartile, Counts] | None:
    if rows is None:
        return None
    return {row.quartile: Counts(reference=row.white, interest=row.bme, unknown=row.unknown) for row in rows}


def _bands(rows: list[wire.BandPay] | None) -> domain.BandsOfPay | None:
    if rows is None:
        return None
    return {(row.staff_group, row.band): domain.PayOfGroups(_group(row.white), _group(row.bme)) for row in rows}
