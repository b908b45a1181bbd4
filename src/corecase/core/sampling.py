"""How many cases to draw: from a list of sizes, or from a confidence and a margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, inf
from statistics import NormalDist
from types import MappingProxyType
from typing import Any, Final

from corecase.core.errors import InputError

VERIFIED, UNVERIFIED = "verified", "unverified"


def sample_size(n_population: int, *, confidence: float, margin: float, share: float = 0.5) -> int:
    """The cases needed to know one share of a caseload within `margin`, as a whole number.

    `confidence` and `margin` are shares of 1 (0.8 and 0.05), `share` the value expected of the
    share itself; 0.5 asks for the most cases. Never more than the caseload; 0 for an empty
    one. Cochran 1977, Sampling Techniques, ch. 4: n0 = z^2 P(1-P) / d^2, n = n0 / (1 + (n0-1)/N).
    Raises InputError where a share is out of its range.
    """
    if n_population < 0:
        raise InputError("A caseload cannot have fewer than 0 cases; correct the number of cases.")
    for name, value in (("confidence", confidence), ("margin", margin), ("expected share", share)):
        if not 0 < value < 1:
            raise InputError(f"The {name} must lie between 0% and 100%; correct it.")
    if n_population == 0:
        return 0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return cases_of(z * z * share * (1 - share), margin, n_population)


def cases_of(spread: float, margin: float, n_population: int) -> int:
    """From 1 to the caseload: n0 = spread / margin^2, n = n0 / (1 + (n0 - 1) / N), rounded up.

    `spread` is z^2 P (1-P), times the design effect of a judgement; a caseload has a case.
    """
    # A margin so small that its square is nothing asks for every case.
    n0 = spread / (margin * margin) if margin * margin else inf
    if n0 == inf or n_population == 1:
        return n_population
    return max(1, min(n_population, ceil(n0 / (1 + (n0 - 1) / n_population))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePolicy:
    """A confidence and a margin from which a size is computed, and how well they are known."""

    confidence: float
    margin: float
    standing: str = UNVERIFIED
    source: str = ""

    def __post_init__(self) -> None:
        sample_size(1, confidence=self.confidence, margin=self.margin)
        _check_standing(self.standing)

    @property
    def words(self) -> str:
        """As people read it: `"80% confidence, 5 points either way"`."""
        return f"{_percent(self.confidence)}% confidence, {_percent(self.margin)} points either way"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeProposal:
    """A size that a person may choose, with the words for where it comes from."""

    n_cases: int
    words: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSizeTable:
    """The sizes that a programme uses and, where they are known, the caseloads they begin at.

    `from_n_cases` gives the smallest caseload of each size, in the same order; it is empty
    while the thresholds are unknown, and then a person chooses.
    """

    sizes: tuple[int, ...] = ()
    from_n_cases: tuple[int, ...] = ()
    policy: SizePolicy | None = None
    standing: str = UNVERIFIED
    source: str = ""

    def __post_init__(self) -> None:
        _check_standing(self.standing)
        if list(self.sizes) != sorted({n for n in self.sizes if n > 0}):
            raise InputError(
                "Sample sizes must be whole numbers above 0, each larger than the last."
            )
        if self.from_n_cases and len(self.from_n_cases) != len(self.sizes):
            raise InputError("Give the smallest caseload of every sample size, or of none.")
        if list(self.from_n_cases) != sorted({n for n in self.from_n_cases if n >= 0}):
            raise InputError(
                "The smallest caseloads must rise with the sample sizes; correct them."
            )

    def size_for(self, n_population: int) -> int | None:
        """The size that the thresholds give, never above the caseload.

        None where thresholds are unknown or the caseload is below the first.
        """
        pairs = zip(self.sizes, self.from_n_cases, strict=False)
        reached = [n for n, low in pairs if low <= n_population]
        return min(reached[-1], n_population) if reached else None

    def proposals(self, n_population: int) -> tuple[SizeProposal, ...]:
        """What a person may choose for a caseload of this many cases, smallest first.

        Every fixed size that the caseload can fill, and the size that the policy computes;
        the whole caseload where it cannot fill the smallest. None for an empty caseload.
        """
        found = [
            SizeProposal(n_cases=n, words="a size used in this programme", standing=self.standing)
            for n in self.sizes
            if n <= n_population
        ]
        if self.policy and n_population > 0:
            policy = self.policy
            n = sample_size(n_population, confidence=policy.confidence, margin=policy.margin)
            found.append(SizeProposal(n_cases=n, words=policy.words, standing=policy.standing))
        if not found and n_population > 0:
            found.append(
                SizeProposal(n_cases=n_population, words="the whole caseload", standing=VERIFIED)
            )
        return tuple(sorted(found, key=lambda proposal: (proposal.n_cases, proposal.words)))

    def to_record(self) -> dict[str, Any]:
        """The table as plain values that JSON can hold."""
        policy = self.policy
        return {
            "sizes": list(self.sizes),
            "from_n_cases": list(self.from_n_cases),
            "policy": policy
            and {
                "confidence": policy.confidence,
                "margin": policy.margin,
                "standing": policy.standing,
                "source": policy.source,
            },
            "standing": self.standing,
            "source": self.source,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "SampleSizeTable":
        """The table that `to_record` wrote."""
        return cls(
            sizes=tuple(record["sizes"]),
            from_n_cases=tuple(record["from_n_cases"]),
            policy=SizePolicy(**record["policy"]) if record["policy"] else None,
            standing=record["standing"],
            source=record["source"],
        )


def _check_standing(standing: str) -> None:
    if standing not in (VERIFIED, UNVERIFIED):
        raise InputError("Say whether a sample size is verified or unverified.")


def _percent(share: float) -> str:
    """The share in points without a float's tail: 0.05 is `"5"`, 0.075 is `"7.5"`."""
    return f"{float(100 * Fraction(str(share))):g}"


CCI_SIZES: Final = SampleSizeTable(
    sizes=(38, 62, 85),
    policy=SizePolicy(confidence=0.8, margin=0.05, source="later programmes; text not seen"),
    source="sizes printed in published reports; the caseloads they begin at are not known",
)
"""The sizes seen in Core Case Inspections; nobody knows their thresholds, so a person chooses."""

SQS_SIZES: Final = SampleSizeTable(
    sizes=(14, 20),
    source="seen in print, unverified: 14 cases in Monmouthshire and Torfaen and 20 in "
    "Stoke-on-Trent, 2013; the caseloads they begin at are not known",
)
"""The sizes seen in Short Quality Screenings; nobody knows their thresholds either."""

_SIZES: Final[Mapping[str, SampleSizeTable]] = MappingProxyType(
    {"CCI": CCI_SIZES, "SQS": SQS_SIZES}
)


def sizes_of(prefix: str) -> SampleSizeTable:
    """The sizes seen for the framework of this prefix, `"CCI"`; none for any other."""
    return _SIZES.get(prefix, SampleSizeTable())
