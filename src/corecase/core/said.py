"""What words say of a figure, and whether that is so.

A person may choose the words that are tied to a figure, but not words that say something
else. Words without a number and without a phrase of the table say nothing that can be wrong.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import ge, gt, le, lt

from corecase.core.figures import Figure, round_half_up
from corecase.core.words import READ, bounds, counts, opening_number

_LONG = "9" * 30
_NEAR = Fraction(1, 10)  # how far from what it names "about" may reach: our own reading


def _near(share: Fraction, named: Fraction) -> bool:
    return abs(share - named) <= _NEAR


_HOW: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    **dict.fromkeys(("at least", "no fewer than", "no less than"), ge),
    **dict.fromkeys(("at most", "no more than", "up to"), le),
    **dict.fromkeys(("more than", "over"), gt),
    **dict.fromkeys(("less than", "under"), lt),
    **dict.fromkeys(("about", "around", "roughly", "almost", "nearly"), _near),
}
_NUMBERS = {opening_number(n).lower().replace("-", " "): n for n in range(1, 100)}
_SIGNS = str.maketrans(
    {
        "½": " half ",
        **{"⅓": " one third ", "⅔": " two thirds ", "¼": " one quarter ", "¾": " three quarters "},
        **{"⅕": " 1 in 5 ", "⅖": " 2 in 5 ", "⅗": " 3 in 5 ", "⅘": " 4 in 5 ", "⅙": " 1 in 6 "},
        **{"⅚": " 5 in 6 ", "⅛": " 1 in 8 ", "⅜": " 3 in 8 ", "⅝": " 5 in 8 ", "⅞": " 7 in 8 "},
        "\u00ad": None,  # a hyphen that nobody sees
    }
)
_PHRASES = {words.replace("-", " "): words for words in (*READ, "both") if words != "none"}


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"


_THINGS = r"(?:cases?|orders?|child(?:ren)?|young (?:people|person)|people|persons?)\b"
_NONE = _any_of(
    ("none", "neither", "nobody", "no one", "not one", "not a single", f"no(?= {_THINGS})")
)
_PER_CENT = r" ?(?:%|per ?cent\b)"
# Not the 2 of "1.2", and not the 20 of "20%".
_TO_99 = _any_of(_NUMBERS)
_WORDS = rf"(?:(?:(?:a|{_TO_99}) )?hundred\b(?: and {_TO_99})?|{_TO_99}(?! hundred\b))"
_COUNT = rf"(?<!\d[.,])(?:\d+\b|{_WORDS})(?![.,]\d|{_PER_CENT})"
_PERCENT = rf"(?P<percent>\d+(?:\.\d+)?|{_WORDS}){_PER_CENT}"
_SAID = re.compile(
    rf"\b(?P<not>not (?:in )?(?:all|both)(?: (?:of )?(?:the )?{_COUNT}|\b))"
    rf"|\b(?P<none>{_NONE})"
    rf"|\ball but (?P<missing>{_COUNT})"
    rf"|\bof (?:the |all )?(?P<base>{_COUNT})"
    rf"|\b(?:(?!{_any_of(_PHRASES)})(?P<how>{_any_of(_HOW)}) )?"
    rf"(?:{_PERCENT}|(?P<phrase>{_any_of(_PHRASES)})(?! but\b)"
    rf"|(?P<ratio>{_COUNT} in (?:every )?(?!0){_COUNT})|(?P<count>{_COUNT}))"
)
_FREE = re.compile(
    rf"\b{_PERCENT}"
    rf"|\b(?P<but>all but )?(?P<count>{_COUNT})"
    rf"(?:(?: out)? of (?:the )?(?P<base>{_COUNT})|(?: [a-z]+)? {_THINGS})"
)


def untrue(words: str, figure: Figure) -> tuple[str, ...]:
    """What the words say that is not so of the figure, in their order; empty where all is so.

    Read are the phrases of the table, "all but one", "both", "none", counts and bases in digits
    or words, percentages as printed, and each of them after "over", "at least", "about" and the
    like. Of a base of 0 only none is so.
    """
    said = _SAID.finditer(_plain(words))
    return tuple(match.group() for match in said if not _is_so(match, figure))


def untied(words: str, figures: Iterable[Figure]) -> tuple[str, ...]:
    """The counts of cases or persons, and the percentages, that none of the figures says.

    For words that are tied to no figure: a number there does not follow the data.
    """
    known = tuple(figures)
    return tuple(
        match.group()
        for match in _FREE.finditer(_plain(words))
        if not any(_may_be(match, figure) for figure in known)
    )


def _plain(words: str) -> str:
    """The words in one spelling, without those that only look like a phrase."""
    plain = " ".join(re.sub(r"[-\u2010\u2011]", " ", words.translate(_SIGNS)).lower().split())
    plain = re.sub(r"\bat all\b|\bthe most\b", "-", plain).replace(
        "fewer than half", "less than half"
    )
    plain = re.sub(r"\b(?:a|one) half\b", "half", plain).replace("every case", "all cases")
    return re.sub(r"\ba (third|quarter)\b", r"one \1", plain)


def _is_so(match: re.Match[str], figure: Figure) -> bool:
    kind, how = match.lastgroup, match["how"]
    if kind == "none":
        return figure.count == 0
    if kind == "base":
        return _number(match["base"]) == figure.out_of
    if kind == "count" and not how:
        return _number(match["count"]) == figure.count
    if not figure.is_applicable:
        return False
    if kind == "not":
        return figure.count < figure.out_of
    if kind == "missing":
        return figure.out_of - _number(match["missing"]) == figure.count > 0
    if how:
        return _HOW[how](figure.share, _named(match, figure))
    if kind == "percent":
        return _is_percent(match["percent"], figure)
    if kind == "phrase":
        return figure.count in counts(_PHRASES[match["phrase"]], figure.out_of)
    return abs(figure.share - _ratio(match["ratio"])) <= Fraction(1, 100)


def _named(match: re.Match[str], figure: Figure) -> Fraction:
    """The share that stands after "over" or "about": the middle of a phrase's own shares."""
    if match["percent"]:
        return Fraction(_percent(match["percent"])) / 100
    if match["count"]:
        return Fraction(_number(match["count"]), figure.out_of)
    if match["ratio"]:
        return _ratio(match["ratio"])
    shares = bounds("all" if match["phrase"] == "both" else _PHRASES[match["phrase"]])
    return (shares.low + shares.high) / 2


def _is_percent(said: str, figure: Figure) -> bool:
    """Whether the share rounds to it, halves up; 0 and 100 only where they are exact."""
    said = _percent(said)
    scale = 10 ** len(said.partition(".")[2])
    rounded = Fraction(round_half_up(100 * scale * figure.share), scale)
    return rounded == Fraction(said) and (0 < rounded < 100 or figure.share in (0, 1))


def _may_be(match: re.Match[str], figure: Figure) -> bool:
    if match["percent"]:
        said = _percent(match["percent"])
        printed = figure.printed.endswith(f" {said}%")  # "under 1%" and "over 99%"
        return figure.is_applicable and (printed or _is_percent(said, figure))
    count = _number(match["count"])
    if match["but"]:
        count = figure.out_of - count
    if match["base"]:
        return (count, _number(match["base"])) == (figure.count, figure.out_of)
    return count in (figure.count, figure.out_of)


def _ratio(said: str) -> Fraction:
    part, whole = re.split(" in (?:every )?", said)
    return Fraction(_number(part), _number(whole))


def _percent(said: str) -> str:
    return _short(said) if said[0].isdecimal() else str(_number(said))


def _number(said: str) -> int:
    """In digits or in words: `"38"`, `"thirty eight"`, `"a hundred and two"`."""
    if said[0].isdecimal():
        return int(_short(said))
    many, hundred, rest = said.rpartition("hundred")
    hundreds = 100 * _NUMBERS.get(many.strip(), 1) if hundred else 0
    return hundreds + _NUMBERS.get(rest.removeprefix(" and "), 0)


def _short(digits: str) -> str:
    """The digits; a number longer than any figure stands for all of those."""
    return digits if len(digits) < len(_LONG) else _LONG
