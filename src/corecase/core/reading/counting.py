"""Counts and shares in a passage, each with the base that its sentence gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.reading.quantities import NUMBER, Quantity, number, quantities
from corecase.core.reading.sentences import sentences
from corecase.core.words import READ, counts

_OPENS: Final = re.compile(
    rf"(?:(?:^|[,;:] (?:and )?|\band |\bthat )(?:of|in|from) (?:the |those "
    rf"|these )?(?P<n>{NUMBER})\b(?! out of| of )"
    rf"[^.;,]{{0,110}},|(?:^|[,;:] |\bthat )of (?:the |those "
    rf"|these )?(?P<made>{NUMBER})\b(?! out of)"
    rf"[^.;,]{{0,60}}? (?:produced|completed)(?= ))",
    re.IGNORECASE,
)
_OF_THESE: Final = re.compile(
    rf"\b(?:of|from) (?:these|those|which)\b(?! {NUMBER}\b)", re.IGNORECASE
)
_LATER: Final = re.compile(
    rf"(?<![\d.,/])\b(?P<c>{NUMBER})\b(?= (?:were|was|had|did|of (?:these|those|them|which))\b"
    rf"|[.,;]| and )(?!%)",
    re.IGNORECASE,
)
_SAME_AGAIN: Final = re.compile(r"[^%.;]{0,24}\((?:about |or )?(?P<percent>\d{1,3}(?:\.\d+)?)%\)")
_POINTED: Final = re.compile(r"\b(?:these|those) $", re.IGNORECASE)
NOT_COUNTED: Final = re.compile(
    r"(?:of the most|the most|at most|half as |half (?:a|an|past|term)\b"
    r"|most (?:significant|appropriate|common|often|likely"
    r"|vulnerable|noticeable"
    r"|effective|important|particular|recent))",
    re.IGNORECASE,
)
_VAGUE_ALL: Final = re.compile(
    r"(?:^|\bin |, )(?P<all>(?:all|every) (?:the |of the )?(?:relevant |applicable )?"
    r"(?:cases?|children and young people|young people|children|staff|plans|orders)\b)"
    r"(?!(?:'s| but| except))"
    r"|\bthat (?P<that>all (?:children|young people|staff)\b)(?=[^.]{0,60} had been)",
    re.IGNORECASE,
)
_NO_ALL: Final = re.compile(r"\b(?:not|never|no|fail\w*|rarely|should|ensure)\b", re.IGNORECASE)
_ALMOST: Final = re.compile(
    r"\b(?:over|more than|at least|up to|nearly|under|less than|fewer than|about|around"
    r"|almost)\s*$",
    re.IGNORECASE,
)
_ABOUT: Final = "The text says about this many; give bounds."
_GUESSED: Final = "The base is taken from the sentence; check that it is the right one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A quantity of a passage, where in the passage it begins, and the sentence around it."""

    quantity: Quantity
    start: int
    end: int
    sentence: str

    @property
    def before(self) -> str:
        """The words of its sentence before it."""
        return self.sentence[: self.quantity.start]

    @property
    def after(self) -> str:
        """The words of its sentence after it."""
        return self.sentence[self.quantity.end :]


def figure(one: Counted) -> dict[str, Any]:
    """A quantity as the fields of a fact: its bounds, base, unit and doubt."""
    q = one.quantity
    unit = "%" if q.unit == "percent" else ""
    how = _ALMOST.search(one.before)
    doubt = q.doubt
    if re.match(r" of (?:them|these|those)\b", one.after) and not doubt:
        doubt = "It is a share of what was counted before; say of what."
    low, high = q.low, q.high
    if how and unit and q.low == q.high and not doubt:
        word = how[0].strip().lower()
        if word in ("over", "more than", "at least"):
            high = Decimal(100)
        elif word in ("under", "less than", "up to"):
            low = Decimal(0)
        else:
            doubt = _ABOUT
    elif how and not doubt:
        doubt = _ABOUT
    value: Decimal | None = low
    if "All but this many" in doubt:
        value = None
    return {
        "value": value,
        "most": high if value is not None and high != low else None,
        "out_of": q.base,
        "unit": unit,
        "doubt": doubt,
    }


def counted(text: str) -> Iterator[Counted]:
    """Every count and share of a passage, with the base that its sentence gives it."""
    made: list[Counted] = []
    for start, sentence in sentences(text):
        now = _in_sentence(sentence)
        if made and _OF_THESE.match(sentence):
            now = _of_before(made, now, sentence)
        made += [
            Counted(quantity=_plain(q), start=start + q.start, end=start + q.end, sentence=sentence)
            for q in now
        ]
    return iter(made)


def _of_before(made: list[Counted], now: list[Quantity], sentence: str) -> list[Quantity]:
    """ "Of these" speaks of the last count of the sentence before, which then is only a base."""
    last = made[-1].quantity
    if last.unit != "cases" or last.low != last.high or last.doubt:
        return now
    bare = _bare(sentence, now, 1)
    found = sorted([*now, *bare], key=lambda q: q.start)
    if last.base is None and found:
        made.pop()
    return [
        _based(q, int(last.low), sentence, len(found) if last.base is None else 1) for q in found
    ]


def _in_sentence(sentence: str) -> list[Quantity]:
    found = [q for q in quantities(sentence) if not NOT_COUNTED.match(_around(sentence, q))]
    made = [q for q in found if not (q.base is None and _POINTED.search(sentence[: q.start]))]
    made = without_doubles(sentence, made)
    made = sorted([*made, *_alls(sentence, made)], key=lambda q: q.start)
    opened = next((m for m in _OPENS.finditer(sentence) if not _inside(_at(m), made)), None)
    if opened is None:
        return _of_own(sentence, made)
    made = sorted([*made, *_bare(sentence, made, opened.end())], key=lambda q: q.start)
    later = [q for q in made if q.start >= opened.end() - 1]
    if not later:
        return made
    base = number(opened["n"] or opened["made"])
    earlier = [q for q in made if q.end <= _at(opened)]
    return [
        *_of_own(sentence, earlier, base),
        *(_based(q, base, sentence, len(later)) for q in later),
    ]


def _at(match: re.Match[str]) -> int:
    return match.start("n") if match["n"] else match.start("made")


def _of_own(sentence: str, made: list[Quantity], base: int | None = None) -> list[Quantity]:
    """A count before "all but two" or "one of these" is its base, and no finding of its own."""
    kept: list[Quantity] = []
    for q in [*made, *_bare(sentence, made, made[0].end + 1)] if made and base is None else made:
        before = kept[-1] if kept else None
        is_of = bool(_OF_THESE.match(sentence, q.end + 1))
        is_but = "All but this many" in q.doubt
        plain = (
            before is not None
            and before.base is None
            and before.unit == "cases"
            and not before.doubt
        )
        if is_but and base is not None:
            kept.append(_based(q, base + int(q.low), sentence, 2))
        elif before is not None and plain and (is_but or is_of):
            kept[-1] = _based(q, int(before.low), sentence, 2)
        else:
            kept.append(q)
    return [q for q in kept if q in made or q.base is not None]


def without_doubles(sentence: str, made: list[Quantity]) -> list[Quantity]:
    """ "33 of the 38 (87%)" is one figure, and so is "just over half (54%)"."""
    kept: list[Quantity] = []
    for q in made:
        if kept and _is_explained(sentence, kept[-1], q):
            kept[-1] = replace(q, start=kept[-1].start)
            continue
        match = _SAME_AGAIN.match(sentence, kept[-1].end) if kept else None
        if match is None or match.start("percent") != q.start:
            kept.append(q)
        elif kept[-1].base is None:
            kept[-1] = q
        elif int(q.low) not in _percents(kept[-1]):
            kept[-1] = replace(
                kept[-1], doubt="The percentage beside it does not follow from the count."
            )
    return kept


def _is_explained(sentence: str, before: Quantity, q: Quantity) -> bool:
    """Whether a count in brackets is what the phrase before it means: "half of them (7 of 14)"."""
    phrase = before.unit == "percent" and before.base is None and q.base is not None
    between = sentence[before.end : q.start]
    if not phrase or not _BRACKETED.fullmatch(between):
        return False
    share = 100 * q.low / Decimal(q.base or 1)
    return before.low - _LOOSE <= share <= before.high + _LOOSE


_BRACKETED: Final = re.compile(r"[^%.;()]{0,60}\(")
_LOOSE: Final = 3  # points by which "less than half" may be meant more loosely than our table


def _percents(q: Quantity) -> tuple[int, ...]:
    share = 100 * q.low / Decimal(q.base or 1)
    return (int(share), int(share) + 1)


def _inside(at: int, made: list[Quantity]) -> bool:
    return any(q.start <= at < q.end and q.base is not None for q in made)


def _bare(sentence: str, made: list[Quantity], after: int) -> Iterator[Quantity]:
    """Numbers that name nothing, after a base: "of these, 24 were on time"."""
    for match in _LATER.finditer(sentence, max(after - 1, 0)):
        if not any(q.start < match.end() and match.start() < q.end for q in made):
            value = Decimal(number(match["c"]))
            yield Quantity(
                start=match.start(), end=match.end(), low=value, high=value, base=None, unit="cases"
            )


def _around(sentence: str, q: Quantity) -> str:
    before = sentence[max(q.start - 8, 0) : q.start]
    lead = "the " if before.endswith("the ") else "at " if before.endswith("at ") else ""
    return f"{lead}{sentence[q.start : q.end + 16]}"


def _alls(sentence: str, made: list[Quantity]) -> Iterator[Quantity]:
    for match in _VAGUE_ALL.finditer(sentence):
        key = "all" if match["all"] else "that"
        if not made and not _NO_ALL.search(sentence[: match.start()]):
            hundred = Decimal(100)
            yield Quantity(
                start=match.start(key),
                end=match.end(),
                low=hundred,
                high=hundred,
                base=None,
                unit="percent",
            )


def _based(q: Quantity, base: int, sentence: str, n_rest: int) -> Quantity:
    """A quantity with the base that opens its sentence: certain where it is the only one."""
    doubt = "" if n_rest == 1 else _GUESSED
    words = sentence[q.start : q.end].lower()
    if "All but this many" in q.doubt:
        missing = int(q.low)
        if missing < base:
            left = Decimal(base - missing)
            return replace(q, low=left, high=left, base=base, doubt=doubt)
        return q
    if q.base is not None or words.endswith("%"):
        return q
    if q.unit == "cases":
        return replace(q, base=base, doubt=doubt) if q.low <= base else q
    known = {one.replace("-", " "): one for one in READ}
    phrase = known.get(words.replace("-", " "))
    found = counts(phrase, base) if phrase else range(0)
    if found:
        return replace(
            q, low=Decimal(found[0]), high=Decimal(found[-1]), base=base, unit="cases", doubt=doubt
        )
    return q


def _plain(q: Quantity) -> Quantity:
    """A phrase of proportion without a base is read as what the table says of it."""
    return replace(q, doubt="") if q.unit == "percent" and "without its base" in q.doubt else q
