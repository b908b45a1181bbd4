"""A draw that anybody can repeat: permanent random numbers, strata, sample and reserves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as keyed_hash
from itertools import count
from types import MappingProxyType
from typing import Final

from corecase.core.allocation import allocate
from corecase.core.draw_terms import Audits, Balance, Former
from corecase.core.errors import InputError
from corecase.core.frames import Frame

METHOD: Final = "PROPORTIONAL_PRN"
"""Proportional strata by largest remainders; in each, the lowest permanent random numbers."""


def permanent_number(seed: str, case_id: str) -> str:
    """The permanent random number of a case, in 64 hexadecimal digits: HMAC-SHA256.

    The key is the seed and the message the identifier (RFC 2104), so that any language can
    check any single case. Ohlsson 1995: the lowest numbers of a stratum are its sample.
    """
    return keyed_hash(seed.encode(), case_id.encode(), "sha256").hex()


def as_share(number: str) -> float:
    """A permanent random number as a number from 0 up to 1, from its first 13 digits."""
    return int(number[:13], 16) / 16**13


def hash_stream(seed: str, name: str) -> Iterator[float]:
    """Numbers from 0 up to 1 without end, for methods that need chance beside the numbers.

    The k-th, from 0, is the permanent random number of `name|k`: `"cube|0"`, `"cube|1"`. There
    is no state of a generator, so any language can check any single one.
    """
    return (as_share(permanent_number(seed, f"{name}|{place}")) for place in count())


def commitment(nonce: str) -> str:
    """What a side publishes before the case list is frozen: the SHA-256 of its secret word."""
    return sha256(nonce.encode()).hexdigest()


def check_nonce(nonce: str, committed: str) -> None:
    """Raises InputError where a revealed word is not the one that was committed to."""
    if not compare_digest(commitment(nonce), committed):
        raise InputError(
            "The word revealed is not the word committed to; ask for the one of that time."
        )


def seed_string(
    *,
    drawn_on: date,
    service: str,
    programme: str,
    frame_sha256: str,
    nonce_inspectorate: str,
    nonce_service: str,
) -> str:
    """The seed `date|service|programme|frame_sha256|nonce|nonce`.

    Raises InputError where a part is empty or holds the mark that separates them.
    """
    parts = (service, programme, frame_sha256, nonce_inspectorate, nonce_service)
    if not all(part and "|" not in part and part.isprintable() for part in parts):
        raise InputError("Each part of a seed needs a word, without | and without line breaks.")
    return "|".join((drawn_on.isoformat(), *parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """The cases that agree in the attributes of the strata, in the order of the draw.

    The first `n_drawn` are the sample, the others the reserves.
    """

    values: tuple[str, ...]
    n_drawn: int
    cases: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.n_drawn <= len(self.cases):
            raise InputError("A stratum cannot give more cases than it has, nor fewer than 0.")

    @property
    def label(self) -> str:
        """As people read it: `"CUSTODY, FEMALE"`, `"all cases"` without attributes."""
        return ", ".join(value or "not known" for value in self.values) or "all cases"

    @property
    def sample(self) -> tuple[str, ...]:
        """The cases drawn, in order."""
        return self.cases[: self.n_drawn]

    @property
    def reserves(self) -> tuple[str, ...]:
        """The cases that may stand in, in the order in which they do."""
        return self.cases[self.n_drawn :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One draw with everything that repeating it takes.

    `software` is the version that drew, `previous_sha256` the hash of the record before this
    one in the same inspection, empty for the first. `balance` says what a balanced draw was
    balanced on, `former` which earlier draw a coordinated one keeps away from,
    `audits` which earlier audits a quarterly one passes over.
    """

    frame_sha256: str
    seed: str
    software: str
    n: int
    strata: tuple[str, ...]
    minimum: int
    groups: tuple[Stratum, ...]
    previous_sha256: str = ""
    method: str = METHOD
    balance: Balance | None = None
    former: Former | None = None
    audits: Audits | None = None

    def __post_init__(self) -> None:
        if sum(group.n_drawn for group in self.groups) != self.n:
            raise InputError("The strata of a draw must give as many cases as it has.")
        cases = [case for group in self.groups for case in group.cases]
        if len(set(cases)) < len(cases):
            raise InputError("A draw cannot have a case twice.")
        if any(len(group.values) != len(self.strata) for group in self.groups):
            raise InputError("Every stratum of a draw needs a value for each attribute.")

    @property
    def sample(self) -> tuple[str, ...]:
        """The cases drawn, stratum by stratum, in the order of the draw."""
        return tuple(case for group in self.groups for case in group.sample)

    @property
    def reserves(self) -> tuple[str, ...]:
        """The cases that may stand in, stratum by stratum, in order."""
        return tuple(case for group in self.groups for case in group.reserves)

    @property
    def n_population(self) -> int:
        """How many cases the frame has."""
        return sum(len(group.cases) for group in self.groups)

    def stratum_of(self, case_id: str) -> Stratum:
        """The stratum of a case. Raises InputError for a case outside the frame."""
        for group in self.groups:
            if case_id in group.cases:
                return group
        raise InputError(f"Case {case_id} is not in the case list that this sample was drawn from.")


def draw(
    frame: Frame,
    *,
    n: int,
    strata: Iterable[str],
    seed: str,
    software: str,
    minimum: int = 0,
    previous_sha256: str = "",
) -> Draw:
    """A sample of `n` cases, its strata in proportion to the frame, and all others as reserves.

    `strata` are attributes of the frame; none makes one stratum. The seed has to name the
    frame's hash, so that nobody can choose a list after the seed. Raises InputError where it
    does not, for an unknown attribute, and where `n` or `minimum` cannot be met.
    """
    strata = tuple(strata)
    check_seed(seed, frame)
    return Draw(
        frame_sha256=frame.sha256,
        seed=seed,
        software=software,
        n=n,
        strata=strata,
        minimum=minimum,
        groups=tuple(
            replace(group, cases=by_number(seed, group.cases))
            for group in shared_out(frame, n=n, strata=strata, minimum=minimum)
        ),
        previous_sha256=previous_sha256,
    )


def check_seed(seed: str, frame: Frame) -> None:
    """Raises InputError where a seed does not name the hash of the frame to draw from."""
    if frame.sha256 not in seed.split("|"):
        raise InputError(
            "The seed was made for another case list; make it again from the list signed off."
        )


def by_number(seed: str, cases: Iterable[str]) -> tuple[str, ...]:
    """Cases in the order of their permanent random numbers."""
    return tuple(sorted(cases, key=lambda case_id: permanent_number(seed, case_id)))


def shared_out(
    frame: Frame, *, n: int, strata: tuple[str, ...], minimum: int = 0
) -> tuple[Stratum, ...]:
    """The strata of a frame, each with its share of `n` cases; nobody is chosen yet.

    Their cases stand in the order of the frame. Raises InputError for an unknown attribute,
    and where `n` or `minimum` cannot be met.
    """
    by_values: dict[tuple[str, ...], list[str]] = {}
    for case_id, values in frame.values(strata).items():
        by_values.setdefault(values, []).append(case_id)
    sizes = {_key(values): len(ids) for values, ids in by_values.items()}
    shares = allocate(n, sizes, minimum=minimum)
    return tuple(
        Stratum(values=values, n_drawn=shares[_key(values)], cases=tuple(ids))
        for values, ids in sorted(by_values.items())
    )


Repeat = Callable[[Draw, Frame], Draw]
"""Makes a draw again from its own record and its frame."""


def _repeat(drawn: Draw, frame: Frame) -> Draw:
    return draw(
        frame,
        n=drawn.n,
        strata=drawn.strata,
        seed=drawn.seed,
        software=drawn.software,
        minimum=drawn.minimum,
        previous_sha256=drawn.previous_sha256,
    )


REPEATS: Final[Mapping[str, Repeat]] = MappingProxyType({METHOD: _repeat})
"""How a draw of this method is made again."""


def replay(drawn: Draw, frame: Frame, repeats: Mapping[str, Repeat] = REPEATS) -> tuple[str, ...]:
    """What differs when a draw is repeated from its frame, in sentences; empty when it agrees.

    `repeats` are the methods that can be repeated, by name.
    """
    if frame.sha256 != drawn.frame_sha256:
        return ("This case list is not the one that the sample was drawn from.",)
    if drawn.method not in repeats:
        return (f"The draw was made by the method {drawn.method}, which this version cannot do.",)
    try:
        again = repeats[drawn.method](drawn, frame)
    except InputError as error:
        return (f"The draw cannot be repeated: {error}",)
    recorded = {group.values: group for group in drawn.groups}
    found = list(_differences(again, recorded))
    if (again.balance, again.former, again.audits) != (drawn.balance, drawn.former, drawn.audits):
        found.append("What the record says of its balance or of an earlier draw is not so.")
    return tuple(found)


def _differences(again: Draw, recorded: Mapping[tuple[str, ...], Stratum]) -> Iterable[str]:
    for group in again.groups:
        was = recorded.get(group.values)
        if was is None:
            yield f"The record has no stratum {group.label}; repeating the draw gives one."
        elif was.n_drawn != group.n_drawn:
            yield (
                f"Stratum {group.label} gave {was.n_drawn} cases; repeating the draw "
                f"gives {group.n_drawn}."
            )
        elif was.cases != group.cases:
            yield f"The order of cases in stratum {group.label} is not the one the seed gives."
    known = {group.values for group in again.groups}
    for values, was in recorded.items():
        if values not in known:
            yield f"The record has a stratum {was.label} that the case list does not have."


def _key(values: tuple[str, ...]) -> str:
    """One label for a tuple of values; no cell of a frame holds a tab."""
    return "\t".join(values)
