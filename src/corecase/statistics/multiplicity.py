"""Many comparisons at once: which differences to flag, when the family was named beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One comparison of a family: its own p value, Holm's adjusted one, and whether it is flagged.

    The flag does not touch the interval printed beside it, which stays unadjusted: it describes.
    """

    name: str
    p: float
    adjusted_p: float
    is_flagged: bool
    n_in_family: int

    @property
    def words(self) -> str:
        """For a reader: `"clear even as one of 9 comparisons"`."""
        if self.n_in_family == 1:
            return "clear" if self.is_flagged else "not clear"
        among = f"one of {self.n_in_family} comparisons"
        return f"clear even as {among}" if self.is_flagged else f"not clear as {among}"


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The adjusted p values in the order given: Holm 1979, Scand. J. Stat. 6, 65.

    The smallest of m is multiplied by m, the next by m - 1 and so on, each at least as large
    as the one before and at most 1. Empty for none. Raises InputError outside 0 to 1.
    """
    if not all(0 <= p <= 1 for p in p_values):
        raise InputError("A p value lies between 0 and 1.")
    adjusted = [0.0] * len(p_values)
    so_far = 0.0
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for done, place in enumerate(order):
        so_far = max(so_far, min(1.0, (len(p_values) - done) * p_values[place]))
        adjusted[place] = so_far
    return tuple(adjusted)


def flags(
    planned: Iterable[str], p_values: Mapping[str, float], *, level: float = 0.95
) -> tuple[Flag, ...]:
    """The flags of a family of comparisons that was named before anybody saw the scores.

    A comparison is flagged where its adjusted p is below 1 less the level. Raises InputError
    where one was planned and not made, made and not planned, or named twice: leaving out what
    came out badly would undo the adjustment.
    """
    names = tuple(planned)
    if not names or len(set(names)) != len(names):
        raise InputError("Name each comparison of the family once, and at least one.")
    missing = [name for name in names if name not in p_values]
    added = [name for name in p_values if name not in names]
    if missing:
        raise InputError(f"Report every comparison that was planned; missing: {missing[0]}.")
    if added:
        raise InputError(f"{added[0]} was not planned: flag only what was named beforehand.")
    adjusted = holm([p_values[name] for name in names])
    return tuple(
        Flag(
            name=name,
            p=p_values[name],
            adjusted_p=found,
            # In this form 0.05 is not below what 0.95 leaves, as binary fractions would have it.
            is_flagged=found + level < 1,
            n_in_family=len(names),
        )
        for name, found in zip(names, adjusted, strict=True)
    )
