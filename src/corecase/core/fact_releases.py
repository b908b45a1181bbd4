"""What a release changes: how a fact differs from what it corrects, and what is then shown."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields

from corecase.core.fact_conflicts import Choice, KeptFact, choices, linked, place_of, thing
from corecase.core.printed_facts import PrintedFact
from corecase.core.vocabularies import Vocabulary

NOTHING = "nothing"
NONE_USED = "no figure, since equally well known sources differ"


class Change(Vocabulary):
    """What a release does to what anybody sees."""

    NEW = "NEW"
    CORRECTION = "CORRECTION"
    TAKEN_OUT = "TAKEN_OUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is public of the thing that a fact tells of, now and after its release."""

    now: str
    after: str

    @property
    def is_other(self) -> bool:
        """Whether the release changes which figure is used."""
        return self.now != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A part of a fact that a correction changes, as it was and as it is to be."""

    part: str
    before: str
    after: str


def change_of(*, is_public: bool, corrects: int | None) -> Change:
    """What releasing the decision about a fact does."""
    if is_public:
        return Change.TAKEN_OUT
    return Change.CORRECTION if corrects is not None else Change.NEW


def edited(before: PrintedFact, after: PrintedFact) -> tuple[Edited, ...]:
    """Every part that differs, in the order of a fact's parts; the doubt is no part of it."""
    names = [field.name for field in fields(PrintedFact) if field.name != "doubt"]
    return tuple(
        Edited(part=name.replace("_", " "), before=_said(before, name), after=_said(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def shown(
    public: Iterable[KeptFact], due: Mapping[int, KeptFact], corrects: Mapping[int, int]
) -> dict[int, Shown]:
    """What each of the facts that are due changes, by number, were it released alone.

    `public` are those of their services and every public correction; one of them that is due is
    to be taken out. `corrects` says of each correction of the register which fact it names,
    whether anybody sees that one or not.
    """
    known = {one.number: one for one in public}
    places = {number: place_of(number, corrects, known) for number in known}
    return {number: _shown(known, one, corrects, places) for number, one in due.items()}


def _shown(
    known: Mapping[int, KeptFact],
    one: KeptFact,
    corrects: Mapping[int, int],
    places: Mapping[int, int | None],
) -> Shown:
    is_public = one.number in known
    then = known.keys() - {one.number} if is_public else known.keys() | {one.number}
    near = {**_near(known, one, corrects, places), one.number: one}
    before = _by_number(choices(_among(near, corrects, known.keys())))
    after = _by_number(choices(_among(near, corrects, then)))
    # What is told of the same thing without this fact, on the side where it is missing.
    having, lacking = (before, after) if is_public else (after, before)
    beside = sorted(kept.number for kept in _facts(having[one.number]))
    left = next((lacking[number] for number in beside if number in lacking), None)
    mine, without = _used(having[one.number]), _used(left)
    return Shown(now=mine, after=without) if is_public else Shown(now=without, after=mine)


def _among(
    near: Mapping[int, KeptFact], corrects: Mapping[int, int], seen: Set[int]
) -> list[KeptFact]:
    """Those that are seen, each in the place that it takes among all that are."""
    return linked([kept for number, kept in near.items() if number in seen], corrects, seen)


def _near(
    known: Mapping[int, KeptFact],
    one: KeptFact,
    corrects: Mapping[int, int],
    places: Mapping[int, int | None],
) -> dict[int, KeptFact]:
    """The public facts that its release can touch.

    Those of the same thing or of what it corrects, what took their place, and whatever it is
    linked with by corrections.
    """
    line = _line(one.number, corrects)
    things = {thing(one), *(thing(known[number]) for number in line if number in known)}
    alike = {number for number, kept in known.items() if thing(kept) in things}
    touched = alike | line
    return {
        number: kept
        for number, kept in known.items()
        if number in touched or places[number] in touched
    }


def _line(number: int, corrects: Mapping[int, int]) -> set[int]:
    """A fact, all before it and all after it that are linked by corrections."""
    later = {before: after for after, before in corrects.items()}
    found = {number}
    for steps in (corrects, later):
        at = steps.get(number)
        while at is not None:
            found.add(at)
            at = steps.get(at)
    return found


def _by_number(found: Iterable[Choice]) -> dict[int, Choice]:
    return {kept.number: one for one in found for kept in _facts(one)}


def _facts(one: Choice) -> tuple[KeptFact, ...]:
    return (*one.facts, *one.corrected)


def _used(found: Choice | None) -> str:
    if found is None:
        return NOTHING
    return found.chosen.fact.printed if found.chosen else NONE_USED


def _said(fact: PrintedFact, name: str) -> str:
    value = getattr(fact, name)
    return "nothing" if value in (None, "") else str(value)
