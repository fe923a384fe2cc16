"""What the answers about a national file have to be; anything else ends the benchmark."""

from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.failures import WrongAnswersError
from benchmarks.national_file import NationalFile, bme_share
from services.rounding import half_away

Answer = Mapping[str, Any]
"""A JSON object of the gateway."""


def require_expected(batch: Answer, file: NationalFile) -> None:
    """Print what was told of the file.

    Raises:
        WrongAnswersError: other returns were taken, or other cells told of, than the two that are wrong.
    """
    warnings = f"{len(batch['warnings']):,} warnings listed and {batch['unlisted']:,} more"
    print(f"  {batch['accepted']:,} accepted, {batch['rejected']} rejected, {warnings}")
    for error in batch["errors"]:
        where = f"row {error['row']}, column {error['column']} ({error['cell']})"
        print(f"  {where}, {error['organisation']} {error['year']}: {error['message']}")
    counts = (batch["state"], batch["total"], batch["accepted"], batch["unchanged"], batch["rejected"])
    if counts != ("finished", file.total, len(file.sound), 0, len(file.planted)):
        raise WrongAnswersError(f"state, total, accepted, unchanged and rejected were {counts}")
    cells = ("organisation", "year", "row", "column", "cell")
    found = sorted(tuple(error[name] for name in cells) for error in batch["errors"])
    wanted = sorted(tuple(getattr(each, name) for name in cells) for each in file.planted)
    if found != wanted:
        raise WrongAnswersError(f"the cells told of were {found}, not {wanted}")


def all_taken(answer: Answer, wanted: int) -> str:
    """Return in words how many returns took a step.

    Raises:
        WrongAnswersError: not all of those wanted did.
    """
    if answer["taken"] != wanted or answer["refused"]:
        raise WrongAnswersError(f"{answer['taken']} of {wanted} were {answer['to']}; {answer['refused'][:2]}")
    return f"{wanted:,} returns"


def unexplained(refused: Iterable[Answer]) -> set[str]:
    """Return the codes of warnings that refusals of a sign-off name as not explained.

    Raises:
        WrongAnswersError: a return was refused for another reason.
    """
    codes = set()
    for each in refused:
        if each["code"] != "unexplained-warning":
            raise WrongAnswersError(f"{each['organisation']} {each['year']} was refused: {each['message']}")
        _, _, named = each["message"].partition("Not explained: ")
        codes |= {part.partition(" at ")[0] for part in named.rstrip(".").split("; ") if " at " in part}
    return codes


def require_shares(england: Answer, file: NationalFile, year: int) -> None:
    """Print England's BME shares beside those added up from the file.

    Raises:
        WrongAnswersError: they differ, or not every return is in the sums.
    """
    sound = file.nation(year)
    if england["coverage"]["returns"] != len(sound):
        raise WrongAnswersError(f"{england['coverage']['returns']} returns are in the sums, not {len(sound)}")
    for part, leaders in (("workforce", False), ("bands_8a_to_vsm", True)):
        share, found = bme_share(sound, leaders=leaders), england["representation"][part]
        print(f"  {part}: {found['bme']:,} BME people, {found['share']} %; added up from the file {share.bme:,}")
        if (found["bme"], found["share"]) != (share.bme, half_away(share.percent, 4)):
            raise WrongAnswersError(f"{part} of England is {found}, and of the file {share}")
