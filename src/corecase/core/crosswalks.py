"""Crosswalks: what of one framework may be held against what of another, and how well known.

Two frameworks, or two editions of one, ask different questions. Without a crosswalk nothing
of theirs is compared; with one, only what it names.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgement, Judgements
from corecase.core.scoring import Level, pools

STANDINGS: Final = ("verified", "our own", "unverified", "invented")
"""From the best known: said by whoever wrote both frameworks; worked out by us; taken over from
somebody; made up for an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A framework in one edition, by the names that it has in its own file."""

    framework: str
    edition: str

    def __str__(self) -> str:
        return f"{self.framework}, edition {self.edition}"


def edition_of(framework: Framework) -> Edition:
    """The name under which a crosswalk speaks of a framework."""
    return Edition(framework=framework.id, edition=framework.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Something of the earlier framework that may be held against something of the later one.

    Both are items, criteria, sections or headlines. A `note` says why, or what differs.
    """

    before: str
    after: str
    standing: str = "unverified"
    note: str = ""

    def __post_init__(self) -> None:
        if not self.before or not self.after:
            raise InputError("A pair of a crosswalk names one thing of each framework.")
        if self.standing not in STANDINGS:
            raise InputError(f"A standing is one of {', '.join(STANDINGS)}; correct it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The pairs of two frameworks. Raises InputError without any, and where one stands twice.

    One thing twice would count the same judgements twice, or leave open which of two is meant.
    """

    title: str
    before: Edition
    after: Edition
    pairs: tuple[Pair, ...]

    def __post_init__(self) -> None:
        if not self.pairs:
            raise InputError("A crosswalk names at least one pair; without it nothing is compared.")
        for side in ("before", "after"):
            names = [getattr(pair, side) for pair in self.pairs]
            for name in (name for name in names if names.count(name) > 1):
                raise InputError(f"{name} stands in two pairs of the crosswalk; keep one of them.")


def check(crosswalk: Crosswalk, before: Framework, after: Framework) -> None:
    """Raises ManyProblems where a crosswalk is of other frameworks, or of what they lack."""
    error = ManyProblems.unless_empty("The crosswalk", list(_faults(crosswalk, before, after)))
    if error:
        raise error


def _faults(crosswalk: Crosswalk, before: Framework, after: Framework) -> Iterator[Problem]:
    sides = ((crosswalk.before, before, "before"), (crosswalk.after, after, "after"))
    for named, framework, side in sides:
        if named != edition_of(framework):
            reason = f"is not what was inspected, which is {edition_of(framework)}"
            yield Problem(where=side, value=str(named), reason=reason)
    known, known_after = kinds(before), kinds(after)
    for place, pair in enumerate(crosswalk.pairs, start=1):
        where = f"pair {place}"
        one, other = known.get(pair.before), known_after.get(pair.after)
        for name, kind, framework in ((pair.before, one, before), (pair.after, other, after)):
            if kind is None:
                reason = f"is no item, criterion, section or headline of {framework.id}"
                yield Problem(where=where, value=name, reason=reason)
        if one and other and one != other:
            reason = f"is of the kind {one} and {pair.after} of the kind {other}; pair like with"
            yield Problem(where=where, value=pair.before, reason=f"{reason} like")


def kinds(framework: Framework) -> dict[str, str]:
    """What each identifier of a framework names: `"criterion"`, `"item"` and so on."""
    rows = {
        "section": framework.sections,
        "criterion": framework.criteria,
        "item": framework.items,
        "headline": framework.headlines,
    }
    return {row.id: kind for kind, found in rows.items() for row in found}  # type: ignore[attr-defined]  # each has an id


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One score of the later framework, and what it is held against.

    `whole` is a score of the earlier framework that is compared as it was printed; otherwise
    `items` are the pairs of items behind the score, and only those are pooled, on either side.
    `n_items` stand behind the score. With neither it is not compared. `standing` is that of the
    least known pair it rests on, empty within one framework.
    """

    level: Level
    id: str
    label: str
    n_items: int
    whole: str = ""
    items: tuple[Pair, ...] = ()
    standing: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether anything of the earlier framework is held against it."""
        return bool(self.whole or self.items)

    @property
    def basis(self) -> str:
        """What is compared, where it is not simply the same score of one framework."""
        if self.whole:
            return f"held alike by the crosswalk ({self.standing})" if self.standing else ""
        if not self.items:
            return "the crosswalk names nothing to compare it with"
        n, has = len(self.items), "has" if len(self.items) == 1 else "have"
        return f"{n} of its {self.n_items} questions {has} a counterpart ({self.standing})"


def held(before: Framework, after: Framework, crosswalk: Crosswalk | None) -> tuple[Held, ...]:
    """Every score of the later framework with what it is compared with: headlines first.

    Within one edition of one framework each score with itself; between two by the crosswalk: a
    pair of scores as printed, else the pairs of their items. Raises as `check`, and InputError
    for two frameworks without a crosswalk.
    """
    same = edition_of(before) == edition_of(after)
    if crosswalk is None and not same:
        raise InputError(
            f"{edition_of(before)} and {edition_of(after)} ask different questions; give a "
            "crosswalk that says what may be compared, or compare them in words."
        )
    if crosswalk is not None:
        check(crosswalk, before, after)
    pairs = {pair.after: pair for pair in crosswalk.pairs} if crosswalk else None
    scored = {
        score for _, score, _ in _scores(before) if any(map(pools(before, score), before.items))
    }
    return tuple(_held(after, *score, pairs, scored) for score in _scores(after))


def _scores(framework: Framework) -> Iterator[tuple[Level, str, str]]:
    for headline in framework.headlines:
        yield "headline", headline.id, headline.title
    for section in framework.sections:
        yield "section", section.id, section.title
    for criterion in framework.criteria:
        yield "criterion", criterion.id, f"{criterion.number} {criterion.title}"


def _held(
    after: Framework,
    level: Level,
    score: str,
    label: str,
    pairs: Mapping[str, Pair] | None,
    scored: Collection[str],
) -> Held:
    stands = pools(after, score)
    items = [item.id for item in after.items if stands(item)]
    bare = Held(level=level, id=score, label=label, n_items=len(items))
    if pairs is None:
        return replace(bare, whole=score if score in scored else "")
    if score in pairs:
        pair = pairs[score]
        return replace(bare, whole=pair.before, standing=pair.standing)
    found = tuple(pairs[item] for item in items if item in pairs)
    standing = max((pair.standing for pair in found), key=STANDINGS.index, default="")
    return replace(bare, items=found, standing=standing)


def matched(framework: Framework, crosswalk: Crosswalk) -> Framework:
    """The later framework in which only questions with a counterpart stand in a score."""
    known = {pair.after for pair in crosswalk.pairs}
    return replace(
        framework,
        items=tuple(
            item if item.id in known else replace(item, scored=False, headlines=())
            for item in framework.items
        ),
    )


def translated(judgements: Judgements, crosswalk: Crosswalk) -> Judgements:
    """Earlier judgements under the later questions; those without a counterpart are left out."""
    names = {pair.before: pair.after for pair in crosswalk.pairs}
    return Judgements.of(
        (
            Judgement(case_id=one.case_id, item_id=names[one.item_id], answer=one.answer)
            for one in judgements
            if one.item_id in names
        ),
        cases=judgements.case_ids,
    )


def left_out(before: Framework, after: Framework, crosswalk: Crosswalk) -> tuple[str, ...]:
    """What cannot be compared, a sentence each: scores, new questions, questions given up."""
    scores = [one.label for one in held(before, after, crosswalk) if not one.is_compared]
    known = {pair.after for pair in crosswalk.pairs}, {pair.before for pair in crosswalk.pairs}
    new = [item.id for item in after.items if item.id not in known[0]]
    gone = [item.id for item in before.items if item.id not in known[1]]
    said = (
        (scores, "Scores that have nothing to be compared with"),
        (new, f"Questions of {edition_of(after)} without a counterpart"),
        (gone, f"Questions of {edition_of(before)} without a counterpart"),
    )
    return tuple(f"{words}: {', '.join(names)}." for names, words in said if names)
