"""Calibration: how far, and in which direction, a service judged itself unlike its inspection."""

from dataclasses import dataclass

from corecase.core.before_after import Changes, ScoreChange, Verdict
from corecase.core.vocabularies import Vocabulary


class Direction(Vocabulary):
    """What may be said of a criterion: nothing that chance may explain is called a difference."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    NOT_DISTINGUISHABLE = "NOT_DISTINGUISHABLE"
    NOT_WEIGHED = "NOT_WEIGHED"

    @property
    def words(self) -> str:
        """As a page prints it."""
        return {
            Direction.HIGHER: "the service judged itself higher",
            Direction.LOWER: "the service judged itself lower",
            Direction.NOT_DISTINGUISHABLE: "not distinguishable from chance",
            Direction.NOT_WEIGHED: "not weighed",
        }[self]


_OF = {
    Verdict.IMPROVED: Direction.HIGHER,
    Verdict.WORSE: Direction.LOWER,
    Verdict.NOT_DISTINGUISHABLE: Direction.NOT_DISTINGUISHABLE,
    Verdict.NOT_WEIGHED: Direction.NOT_WEIGHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """One criterion: what the inspectorate and the service judged, with bases, and the difference.

    `difference` is the service's score less the inspectorate's, with its interval, in words.
    """

    id: str
    label: str
    inspected: str
    own: str
    difference: str
    direction: Direction
    reason: str = ""

    @property
    def words(self) -> str:
        """The direction, with the reason where nothing was weighed."""
        return f"{self.direction.words}: {self.reason}" if self.reason else self.direction.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Every criterion that both judged, and one sentence over all."""

    rows: tuple[Calibrated, ...]
    own_when: str = ""
    inspected_when: str = ""

    @property
    def words(self) -> str:
        """How many criteria were judged apart, and that the others may be chance."""
        n_higher = sum(row.direction is Direction.HIGHER for row in self.rows)
        n_lower = sum(row.direction is Direction.LOWER for row in self.rows)
        n = f"{len(self.rows)} {'criterion' if len(self.rows) == 1 else 'criteria'}"
        if not n_higher and not n_lower:
            return (
                f"On none of {n} can the service's own judgements be told from the "
                "inspectorate's. That does not show that they agree: few cases tell little."
            )
        return (
            f"Of {n} the service judged itself higher on {n_higher} and lower on "
            f"{n_lower}; on the others the difference may be chance."
        )


def calibrated(changes: Changes) -> Calibration:
    """The calibration in a comparison whose first side is the inspection, whose second the own."""
    return Calibration(
        rows=tuple(_row(row) for row in changes.of("criterion")),
        own_when=changes.after,
        inspected_when=changes.before,
    )


def _row(row: ScoreChange) -> Calibrated:
    direction = _OF[row.verdict]
    return Calibrated(
        id=row.id,
        label=row.title,
        inspected=row.before_printed,
        own=row.after_printed,
        difference=row.change_words,
        direction=direction,
        reason=row.reason if direction is Direction.NOT_WEIGHED else "",
    )
