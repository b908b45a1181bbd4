"""How many cases were inspected, where the words of a text say so."""

import re
from typing import Final

PERHAPS_SAMPLE: Final = re.compile(r"\bof the (?P<n>\d{2,3}) cases\b", re.IGNORECASE)
SAMPLE: Final = re.compile(
    r"\bsample had (?P<had>\d{1,3}) cases|\bsample of (?P<before>\d{1,3})\b(?: recent"
    r"| youth offending| representative)?(?: cases?)?"
    r"|\b(?P<after>\d{1,3}) cases (?:were (?:inspected|examined|assessed|looked at|read)"
    r"|in the sample)"
    r"|\b(?:inspectors|we)\b[^.;]{0,50} (?:looked at|examined|assessed|inspected"
    r"|read) (?P<read>\d{1,3}) (?:recent )?cases",
    re.IGNORECASE,
)
"""How many cases were inspected, where the words say so."""


def may_be_sample(whole: str) -> bool:
    """Whether a number of cases is spoken of as known, and no sample is given."""
    return cases(whole) is None and bool(PERHAPS_SAMPLE.search(whole))


def cases(whole: str) -> int | None:
    """The one number that a text gives of its sample; None where it gives none, or several."""
    found = {int(match[str(match.lastgroup)]) for match in SAMPLE.finditer(whole)}
    return found.pop() if len(found) == 1 else None
