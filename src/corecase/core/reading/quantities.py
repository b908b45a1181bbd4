"""Numbers and shares in words: "Twenty-two", "30 of 37", "all but two", "just over half"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from corecase.core.words import READ, bounds, counts, opening_number

_NUMBERS: Final = {opening_number(n).lower(): n for n in range(1, 100)}
_ANY: Final = "|".join(sorted((w.replace("-", "[- ]") for w in _NUMBERS), key=len, reverse=True))
NUMBER: Final = rf"(?:\d{{1,4}}|{_ANY})"
"""A whole number in figures or in words up to ninety-nine."""

SOME: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|third|quarter|thirds|quarters|majority"
    r"|most|all|none|both|few|rarely|neither|no|not)\b",
    re.IGNORECASE,
)
"""What stands in every count or share: asked first, because it is quickly answered."""
_OTHER_WORDS: Final = {
    "a quarter": "one-quarter",
    "a third": "one-third",
    "one half": "half",
    "under half": "less than half",
    "fewer than half": "less than half",
    "in the majority": "the majority",
    "over half": "more than half",
}
_SHARES: Final = sorted(
    {*(one for one in READ if one not in {"none", "all"}), *_OTHER_WORDS},
    key=len,
    reverse=True,
)
_SHARE: Final = "|".join(re.sub(r"[- ]", "[- ]", one) for one in _SHARES)
_NOUN: Final = (
    r"(?:cases?|orders?|children|child|young|people|persons?|plans?|screenings?|assessments?"
    r"|reviews?"
    r"|PSRs?|reports?|VMPs?|RMPs?|analyses|licences|respondents?|carers|victims?"
    r"|interventions?|custody"
    r"|relevant|applicable|initial|community|custodial|needed|occasions)"
)
_QUANTITY: Final = re.compile(
    rf"(?P<ratio>(?<!\bevery )(?<!\bsingle )\b(?P<n>{NUMBER}) (?:(?:cases?|plans?"
    rf"|reports?) (?=out of))?(?:only |alone |just )?(?:out )?of (?:the |these |those |our |all )?"
    rf"(?:relevant |appropriate |applicable )?(?P<m>{NUMBER})\b(?!%))"
    rf"|(?P<but>\b(?:all|every (?:single )?(?:one|case|\w+)|each(?: one)?)"
    rf" (?:but|except|bar|save)(?: for)? (?P<missing>{NUMBER})\b(?:,? of (?:the )?"
    rf"(?P<butof>{NUMBER}))?)"
    rf"|(?P<percent>(?<![\d.,])(?P<p>\d{{1,3}}(?:\.\d+)?)%(?P<stray>\d*)"
    rf"(?:(?: of)? (?:of )?(?:the |these )?(?P<pof>\d{{1,3}}) (?:relevant )?{_NOUN})?)"
    rf"|(?P<share>(?<!\ba )\b(?:{_SHARE})\b(?! of the time)"
    rf"(?: of (?:the |these |those )?(?P<sof>{NUMBER})\b)?)"
    rf"|(?P<both>\bboth (?:custody|custodial|community|relevant)? ?(?:cases|orders|children))"
    rf"|(?P<all>\b(?:in )?(?:all (?:the |of the |of these )?|each of the |every (?:single )?one of"
    rf" (?:the |these |those ))(?P<a>{NUMBER}) (?=[a-z]))"
    rf"|(?P<none>\b(?:none|not one) of (?:the |these |those )?(?P<nof>{NUMBER})\b)"
    rf"|(?P<neither>\bneither of (?:the )?(?P<two>two|\d{{1,3}})\b)"
    rf"|(?P<nil>\b(?:none|not one) of (?:the|these|those)\b|\bin no (?:relevant )?cases?\b)"
    rf"|(?P<count>(?<![\d.,/:£])\b(?P<c>\d{{1,3}}|{_ANY})(?= (?:[a-z-]+ ){{0,2}}{_NOUN}\b"
    rf"| (?:said|stated|felt|thought)\b)"
    rf"|(?<=\bonly )(?P<only>{NUMBER})(?= (?:was|were)\b)|(?<=\band )(?P<and>one)(?= was\b)"
    rf"|(?<=\bhow )(?P<how>one)(?= was\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One count or share, where it stands, and its bounds.

    A count of cases or people has the unit "cases"; a percentage "percent", with a `low` and
    a `high` where words leave it open. `base` is None where none is printed.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    base: int | None
    unit: str
    doubt: str = ""


def number(said: str) -> int:
    """A whole number in figures or words. Raises KeyError for anything else."""
    plain = said.lower().replace(" ", "-")
    return int(plain) if plain.isdigit() else _NUMBERS[plain]


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every count, percentage and phrase of proportion in the text, in order."""
    return tuple(map(_quantity, _QUANTITY.finditer(text))) if SOME.search(text) else ()


def _quantity(match: re.Match[str]) -> Quantity:
    made = _FORMS[_form(match)](match)
    low, high, base, unit, doubt = made
    return Quantity(
        start=match.start(), end=match.end(), low=low, high=high, base=base, unit=unit, doubt=doubt
    )


def _form(match: re.Match[str]) -> str:
    return next(name for name in _FORMS if match[name])


_Made = tuple[Decimal, Decimal, int | None, str, str]


def _exact(value: int, base: int | None, doubt: str = "") -> _Made:
    return Decimal(value), Decimal(value), base, "cases", doubt


def _ratio(match: re.Match[str]) -> _Made:
    count, base = number(match["n"]), number(match["m"])
    doubt = "" if count <= base else "The count is larger than its base; say which is right."
    return _exact(count, base, doubt)


def _but(match: re.Match[str]) -> _Made:
    missing = number(match["missing"])
    if match["butof"]:
        base = number(match["butof"])
        doubt = "" if missing <= base else "More are left out than there are; check both."
        return _exact(max(base - missing, 0), base, doubt)
    return _exact(missing, None, "All but this many: the text prints no base beside it; give it.")


def _percent(match: re.Match[str]) -> _Made:
    value = Decimal(match["p"])
    base = int(match["pof"]) if match["pof"] else None
    doubt = "A stray figure follows the percentage; check it." if match["stray"] else ""
    return value, value, base, "percent", doubt


def _share(match: re.Match[str]) -> _Made:
    said = match["share"]
    if match["sof"]:
        said = said[: said.lower().rindex(" of ")]
    said = " ".join(said.lower().split())
    known = {one.replace("-", " "): one for one in READ}
    plain = _OTHER_WORDS.get(said) or known[said.replace("-", " ")]
    if match["sof"]:
        base = number(match["sof"])
        found = counts(plain, base)
        if found:
            return Decimal(found[0]), Decimal(found[-1]), base, "cases", ""
    shares = bounds(plain)
    low, high = (_in_percent(share) for share in (shares.low, shares.high))
    return low, high, None, "percent", "A phrase without its base; give the base or keep the words."


def _in_percent(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) * 100 / share.denominator).quantize(
        Decimal("0.01")
    ).normalize() + 0


def _both(_: re.Match[str]) -> _Made:
    return _exact(2, 2)


def _all(match: re.Match[str]) -> _Made:
    return _exact(number(match["a"]), number(match["a"]))


def _none(match: re.Match[str]) -> _Made:
    return _exact(0, number(match["nof"]))


def _neither(match: re.Match[str]) -> _Made:
    return _exact(0, number(match["two"]), "Neither of them is none; check what is counted.")


def _nil(_: re.Match[str]) -> _Made:
    return Decimal(0), Decimal(0), None, "percent", ""


def _count(match: re.Match[str]) -> _Made:
    return _exact(number(match["c"] or match["only"] or match["and"] or match["how"]), None)


_FORMS: Final = {
    "ratio": _ratio,
    "but": _but,
    "percent": _percent,
    "share": _share,
    "both": _both,
    "all": _all,
    "none": _none,
    "neither": _neither,
    "nil": _nil,
    "count": _count,
}
