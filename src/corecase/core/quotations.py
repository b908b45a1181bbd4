"""Quotations: words of a note, printed as they were written once somebody checked them."""

import re
from dataclasses import dataclass

from corecase.core.errors import InputError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What somebody said or wrote, word for word, under the criterion that it shows.

    `checked` says that a second person found nobody named or known by it. Raises InputError
    where it has no words, or an id that marked text cannot name.
    """

    id: str
    words: str
    criterion: str
    checked: bool = False

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise InputError(
                f"The quotation {self.id!r} needs an id of letters, digits, dots and hyphens."
            )
        if not self.words.strip():
            raise InputError(f"The quotation {self.id} has no words; take it from a note.")

    def holds(self, words: str) -> bool:
        """Whether these words stand in it as they are, as `holds` says."""
        return holds(self.words, words)


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text as they are, however they are spaced; not part words."""
    wanted, held = " ".join(words.split()), " ".join(text.split())
    return bool(wanted) and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", held))
