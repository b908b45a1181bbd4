"""The field's own words, to know them again when they were cut, split or lost a letter."""

import re
from typing import Final

WORDS: Final = frozenset(
    """
    safeguarding safeguard likelihood reoffending offending probation inspection reinspection
    re-inspection inspectorate inspectors drastic substantial moderate minimum minimal
    improvement required assessment planning sentence delivery interventions outcomes
    achievement sustaining protecting protection public harm others young person people youth
    justice service team work score scores comment lowest highest average national
    recommendation recommendations report published publication fieldwork criterion criteria
    strengths screening quality council yorkshire satisfactory unsatisfactory good poor
    outstanding inadequate requires rating overall vulnerability manager management board cases
    children victims questionnaire completed governance leadership reducing ensuring served
    timescale timescales actions resources safety
    """.split()  # noqa: SIM905  # words are read more easily than a list of strings
)
_SMALL: Final = frozenset(
    """a an and are as at be been but by can did do for from go had has have he her his how if in
    into is it its less may more most no not of off on one or our out over per so than that the
    their them they this to two under up was we were what when who will with work works you time
    off re""".split()  # noqa: SIM905  # words are read more easily
)
_PAIR: Final = re.compile(r"\b([A-Za-z]+) ([A-Za-z]+)\b")
_LOST: Final = re.compile(r"[A-Za-z']*\ufffd[A-Za-z\ufffd']*")
_WITH_FI: Final = frozenset(
    {"five", "fifth", "fifteen", "fifty", "first", "file", "files", "finding", "findings"}
)
"""Words whose first letters are printed as one sign, and are lost together."""


def mended(text: str) -> str:
    """The text with "Averag e" and "Safe guarding" joined, and lost letters put back.

    Only where the whole is a word of the field: nothing else is guessed.
    """
    plain = _LOST.sub(lambda match: _restored(match[0]), text) if "\ufffd" in text else text
    return _joined(plain)


def _joined(text: str) -> str:
    made, at = [], 0
    while match := _PAIR.search(text, at):
        first, second = match[1].lower(), match[2].lower()
        halves = not ((first in WORDS or first in _SMALL) and (second in WORDS or second in _SMALL))
        if first + second in WORDS and halves:
            made.append(text[at : match.end(1)])
            at = match.start(2)
        else:
            made.append(text[at : match.start(2)])
            at = match.start(2)
    return "".join(made) + text[at:]


def _restored(damaged: str) -> str:
    pattern = re.compile(re.escape(damaged.lower()).replace("\ufffd", "[a-z-]{0,2}"))
    found = {word for word in WORDS if pattern.fullmatch(word)}
    found |= {damaged.lower().replace("\ufffd", "fi")} & _WITH_FI
    whole = found.pop() if len(found) == 1 else damaged
    return whole.capitalize() if damaged[0].isupper() and whole != damaged else whole
