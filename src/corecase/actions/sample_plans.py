"""Plans of a sample: which sizes there are to choose, and how strata would share them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from corecase.actions import caseloads, door, former_samples, frameworks, samples
from corecase.actions.headings import Heading, heading
from corecase.core.allocation import allocate
from corecase.core.caseload_fields import FIELD, STRATA, level_words
from corecase.core.caseloads import CaseloadCase, frame_of
from corecase.core.draw_terms import Former
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed
from corecase.core.sampling import SizeProposal, sizes_of
from corecase.statistics.balanced_draws import balance_of, unbalanced

INSPECTORATE, SERVICE = "your word or number", "word or number of the service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute that may make strata, and how many values it has in the case list."""

    name: str
    words: str
    n_levels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one stratum would give: its cases in the list, and its cases in the sample."""

    stratum: str
    n_population: int
    n_drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the planning page shows. `shares` are empty until a choice is made.

    `left_to_chance` says which values are too rare to balance on, in sentences. `avoidable` are
    the cases of the inspection before, None where none is held here; `n_again` how many of a
    choice would be assessed a second time all the same.

    `sizes` are those seen in print for its framework, all of them; `proposals` are what the
    caseload can fill. `seed` is the seed as it would read with the two words in their places;
    `refusal` is why nothing can be drawn now.
    """

    heading: Heading
    n_population: int
    frame_sha256: str
    sizes: tuple[int, ...]
    proposals: tuple[SizeProposal, ...]
    attributes: tuple[Attribute, ...]
    shares: tuple[Share, ...]
    left_to_chance: tuple[str, ...]
    seed: str
    refusal: str
    avoidable: former_samples.Avoidable | None = None
    n_again: int = 0

    @property
    def left_out(self) -> tuple[str, ...]:
        """A sentence for each stratum of which no case would be drawn."""
        return tuple(
            f"{'1 case' if one.n_population == 1 else f'{one.n_population} cases'} of "
            f"{one.stratum} {'gets' if one.n_population == 1 else 'get'} none; give a minimum of "
            "1 if they should be represented."
            for one in self.shares
            if not one.n_drawn
        )


def plan(code: str, *, choice: samples.Choice | None = None, by: Actor, now: datetime) -> Plan:
    """The sizes and attributes to choose from and, for a choice, its share for each stratum.

    Raises InputError for a choice that cannot be met.
    """
    row = door.inspection(code, Deed.SAMPLE_DRAW, by=by)
    try:
        cases = caseloads.eligible_cases(samples.drawable(row))
        refusal = ""
    except InputError as error:
        cases, refusal = (), str(error)
    former = former_samples.of(row)
    sizes = sizes_of(frameworks.prefix(row.programme))
    digest = frame_of(cases).sha256 if cases else ""
    values = {name: [case.attributes.get(name, "") for case in cases] for name in STRATA}
    day = timezone.localdate(now).isoformat()
    parts = (day, row.service.code, row.programme.code, digest, INSPECTORATE, SERVICE)
    return Plan(
        heading=heading(row),
        n_population=len(cases),
        frame_sha256=digest,
        sizes=sizes.sizes,
        proposals=sizes.proposals(len(cases)),
        attributes=tuple(
            Attribute(name=name, words=FIELD[name].words, n_levels=len(set(found)))
            for name, found in values.items()
            if len(set(found)) > 1
        ),
        shares=_shares(choice, values, len(cases)) if choice and not refusal else (),
        left_to_chance=_left_to_chance(choice, cases) if choice and not refusal else (),
        seed="|".join(parts),
        refusal=refusal,
        avoidable=former_samples.avoidable(row, former, frozenset(case.id for case in cases))
        if former
        else None,
        n_again=_n_again(choice, former, cases) if choice and not refusal else 0,
    )


def _n_again(choice: samples.Choice, former: Former | None, cases: tuple[CaseloadCase, ...]) -> int:
    if former is None or not choice.avoids:
        return 0
    if choice.balance:
        raise InputError(former_samples.BALANCED)
    return former_samples.not_avoided(
        frame_of(cases), former, n=choice.n, strata=choice.strata, minimum=choice.minimum
    )


def _left_to_chance(choice: samples.Choice, cases: tuple[CaseloadCase, ...]) -> tuple[str, ...]:
    if not set(choice.balance) <= set(STRATA):
        raise InputError("Choose attributes of the case list to balance on.")
    if not choice.balance:
        return ()
    frame = frame_of(cases)
    balance_of(frame, choice.balance, choice.n)
    return tuple(
        one.words(f"{FIELD[one.attribute].words} {level_words(one.attribute, one.level)}")
        for one in unbalanced(frame, choice.balance, choice.n)
    )


def _shares(
    choice: samples.Choice, values: dict[str, list[str]], n_population: int
) -> tuple[Share, ...]:
    if not set(choice.strata) <= set(values):
        raise InputError("Choose attributes of the case list for the strata.")
    keys = [tuple(values[name][place] for name in choice.strata) for place in range(n_population)]
    sizes = {"\t".join(key): size for key, size in sorted(Counter(keys).items())}
    given = allocate(choice.n, sizes, minimum=choice.minimum)
    return tuple(
        Share(
            stratum=", ".join(map(level_words, choice.strata, key)) or "all cases",
            n_population=sizes["\t".join(key)],
            n_drawn=given["\t".join(key)],
        )
        for key in sorted(set(keys))
    )
