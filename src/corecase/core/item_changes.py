"""What was asked in two frameworks under one score: the same items, other ones, other words."""

from dataclasses import dataclass

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.scoring import pools


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanges:
    """Items behind a score at a first and at a second inspection, by identifier.

    `kept` are asked in the same words, `reworded` in others; `removed` were asked the first
    time only, `added` the second time only.
    """

    kept: tuple[str, ...]
    reworded: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the two scores pool different questions."""
        return bool(self.reworded or self.removed or self.added)

    @property
    def words(self) -> str:
        """The sentence that stands beside a change."""
        n = len(self.kept) + len(self.reworded) + len(self.removed)
        if not self.changed:
            return "The same questions were asked both times."
        if not self.kept:
            return (
                "The questions changed between the two inspections: none was asked in the same "
                "words both times, so the scores measure different things."
            )
        return (
            f"The questions changed between the two inspections: of {n} asked the first time, "
            f"{len(self.kept)} were asked again in the same words, and {len(self.added)} were new."
        )


def item_changes(
    first: Framework, first_score: str, second: Framework, second_score: str
) -> ItemChanges:
    """The items behind a score of one framework and of another, as the second asks them.

    Items are the same where their identifiers are, so two programmes share none: each carries
    its own prefix. Raises InputError for a score that pools no item.
    """
    before, after = _asked(first, first_score), _asked(second, second_score)
    common = [item for item in before if item in after]
    return ItemChanges(
        kept=tuple(item for item in common if before[item] == after[item]),
        reworded=tuple(item for item in common if before[item] != after[item]),
        removed=tuple(item for item in before if item not in after),
        added=tuple(item for item in after if item not in before),
    )


def _asked(framework: Framework, score_id: str) -> dict[str, str]:
    stands = pools(framework, score_id)
    asked = {item.id: item.question for item in framework.items if stands(item)}
    if not asked:
        raise InputError(f"No question stands behind {score_id!r} in {framework.title}.")
    return asked
