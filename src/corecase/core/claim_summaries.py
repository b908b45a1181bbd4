"""A comparison in short: what may be said, and once what is missing for the rest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corecase.core.claims import Allowed, Verdict
from corecase.core.council_sentences import bare, gathered

CASES_NOT_PRINTED: Final = "the number of cases of {} is not printed"
"""The reason that is missing most often; said of several services it is one sentence."""
_MANY: Final = "the numbers of cases of {} are not printed"
_BEFORE, _, _AFTER = CASES_NOT_PRINTED.partition("{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClaim:
    """What cannot be computed, in a sentence; `missing` is what only this lacks."""

    sentence: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What may be said; what cannot be computed; and what all of that lacks, once."""

    said: tuple[str, ...]
    open: tuple[OpenClaim, ...]
    missing: tuple[str, ...]


def summary(
    allowed: Sequence[Allowed], labels: Mapping[str, str], told: Collection[str] = ()
) -> Summary:
    """The sentences of a comparison, each said once for all the headlines that it holds of.

    `labels` are the words of every headline by its identifier, `told` reasons that are said
    elsewhere. Nothing is left out but repetition.
    """
    lacking = [one for one in allowed if one.verdict is Verdict.CANNOT_BE_COMPUTED]
    shared = shared_reasons(one.missing for one in lacking)
    groups: dict[str, list[Allowed]] = {}
    for one in lacking:
        groups.setdefault(bare(one, labels, _without_missing(one)), []).append(one)
    return Summary(
        said=gathered([one for one in allowed if one not in lacking], labels),
        open=tuple(_open(said, group, labels, {*shared, *told}) for said, group in groups.items()),
        missing=together(one for one in shared if one not in told),
    )


def shared_reasons(each: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The reasons that stand in each of several lists, in the order of the first."""
    first, *others = [*each] or [()]
    return tuple(dict.fromkeys(one for one in first if all(one in more for more in others)))


def together(reasons: Iterable[str]) -> tuple[str, ...]:
    """Reasons, with all services whose number of cases is not printed in one of them."""
    every = tuple(dict.fromkeys(reasons))
    names = [_service(one) for one in every if _service(one)]
    if len(names) < 2:
        return every
    said = _MANY.format(f"{', '.join(names[:-1])} and {names[-1]}")
    return tuple(dict.fromkeys(said if _service(one) else one for one in every))


def _service(reason: str) -> str:
    """The service whose number of cases is not printed; empty for another reason."""
    if not (reason.startswith(_BEFORE) and reason.endswith(_AFTER)):
        return ""
    return reason[len(_BEFORE) : -len(_AFTER)]


def _without_missing(one: Allowed) -> str:
    return one.sentence.replace(f": {'; '.join(one.missing)}", "", 1)


def _open(
    said: str, group: Sequence[Allowed], labels: Mapping[str, str], shared: Collection[str]
) -> OpenClaim:
    whose: dict[str, list[str]] = {}
    for one in group:
        for reason in one.missing:
            if reason not in shared:
                whose.setdefault(reason, []).append(one.headline)
    by_headlines: dict[tuple[str, ...], list[str]] = {}
    for reason, headlines in whose.items():
        by_headlines.setdefault(tuple(headlines), []).append(reason)
    missing = []
    for of, reasons in by_headlines.items():
        named = "" if len(of) == len(group) else f"{_listed([labels[one] for one in of])}: "
        missing += [f"{named}{reason}" for reason in together(reasons)]
    which = _which(group, labels)
    sentence = f"In {which}: {said[0].lower()}{said[1:]}" if which else _without_missing(group[0])
    return OpenClaim(sentence=sentence, missing=tuple(missing))


def _which(group: Sequence[Allowed], labels: Mapping[str, str]) -> str:
    if not group[1:]:
        return ""
    titles = [labels[one.headline] for one in group]
    return "each headline" if len(titles) == len(labels) else _listed(titles)


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
