"""What tells a role from a person: every role holds a word that roles are made of, and none that is a name.

Made for fields that are to hold a role and nothing else. It errs on the side of roles: a rare name beside a role may
pass, an honest role hardly ever fails. Two strange words with capitals are taken for a name; in small letters, or
behind ``of``, they are not.
"""

import re
from itertools import pairwise
from typing import Final

from oversight_service.domain.names import HALLOWED, Reading, Word, read_words
from oversight_service.domain.role_words import AREAS, FAMILIAR, JOINING, NAMES

_IRISH: Final = re.compile(r"[ODM]['\N{RIGHT SINGLE QUOTATION MARK}][A-Z]")
_LONGEST_ACRONYM: Final = 4

_ENDINGS: Final = (
    *("graphy", "ical", "ician", "icians", "ics", "ional", "ist", "ists", "ities", "ity", "iatric", "iatry"),
    *("ment", "ments", "ness", "ology", "ship", "ships", "sion", "sions", "therapy", "tion", "tions", "ware"),
)
"""How words of a trade end, and names hardly ever do."""

_BEFORE_A_PLACE: Final = frozenset({"of", "for", "the"})
_BEHIND_A_PLACE: Final = frozenset({"hospital", "hospitals", "infirmary", "university", "college", "hospice"})


def name_in_role(role: str) -> str | None:
    """Return the first name found in what is to be a role, ``None`` where none is found."""
    reading = read_words(role)
    before = ""
    for word in reading.words:
        if _is_name(word) and before not in HALLOWED:
            return word.written
        before = word.plain
    return _strange_pair(reading)


def is_role(role: str) -> bool:
    """Say whether at least one word is one that roles are made of, or an acronym."""
    return any(_is_familiar(word) or _is_acronym(word) for word in read_words(role).words)


def _is_name(word: Word) -> bool:
    """Say whether a word is a name whatever stands around it, or in letters that no role here is written in."""
    return word.plain in NAMES or bool(_IRISH.match(word.written)) or not word.plain.isascii()


def _is_familiar(word: Word) -> bool:
    return word.plain in FAMILIAR or word.plain.endswith(_ENDINGS)


def _is_acronym(word: Word) -> bool:
    return word.written.isupper() and 1 < len(word.written) <= _LONGEST_ACRONYM


def _strange_pair(reading: Reading) -> str | None:
    """Return two strange words that stand together, as a name does, or an initial and one such word."""
    some_small = any(letter.islower() for letter in reading.text)
    plain = ["", *(word.plain for word in reading.words), ""]
    for place, (first, second) in enumerate(pairwise(reading.words)):
        of_a_place = plain[place] in _BEFORE_A_PLACE or plain[place + 3] in _BEHIND_A_PLACE
        if of_a_place or not reading.together(first, second):
            continue
        initial = len(first.written) == 1 and first.written.isupper()
        if (initial or _is_strange(first, some_small)) and _is_strange(second, some_small):
            return reading.text[first.starts : second.ends]
    return None


def _is_strange(word: Word, some_small: bool) -> bool:
    """Say whether a word has a capital and is none that is expected in a role."""
    if len(word.written) == 1 or not word.written[0].isupper() or (some_small and _is_acronym(word)):
        return False
    return not (_is_familiar(word) or word.plain in AREAS | JOINING | HALLOWED)
