"""Names of people in text: words as they stand, and the full names among them that are known for certain enough."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from oversight_service.domain.role_words import EPONYMS, GIVEN_NAMES, SURNAMES

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*")
_EPONYM: Final = re.compile("|".join(EPONYMS))
_TOGETHER: Final = re.compile(r"\.?[\s_-]+")
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "\u2019": "'"})

HALLOWED: Final = frozenset({"st", "saint", "queen", "king", "prince", "princess", "royal"})
"""Words after which a name is that of a place."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, in small letters without accents, and where in the text it starts."""

    written: str
    plain: str
    starts: int

    @property
    def ends(self) -> int:
        """Where the text goes on behind the word."""
        return self.starts + len(self.written)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its words, without what is called after people: hospitals, charities and programmes."""

    text: str
    words: Sequence[Word]

    def together(self, first: Word, second: Word) -> bool:
        """Say whether two words stand side by side, with nothing between them that parts them."""
        return _TOGETHER.fullmatch(self.text, first.ends, second.starts) is not None


def read_words(text: str) -> Reading:
    """Return the words of a text."""
    shown = _EPONYM.sub(lambda found: "," * len(found[0]), text)
    return Reading(text, [Word(found[0], _plain(found[0]), found.start()) for found in _WORD.finditer(shown)])


def _plain(word: str) -> str:
    small = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return bare.removesuffix("'s").replace("'", "")


def full_name(text: str) -> str | None:
    """Return the first common given name with a common surname behind it, ``None`` where there is none."""
    reading = read_words(text)
    before = ""
    for first, second in pairwise(reading.words):
        known = first.plain in GIVEN_NAMES and second.plain in SURNAMES
        if known and before not in HALLOWED and reading.together(first, second):
            return text[first.starts : second.ends]
        before = first.plain
    return None
