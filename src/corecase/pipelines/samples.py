"""A list of cases in; a sample, its record and its comparison with the caseload out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Literal

from corecase import __version__
from corecase.core.cases import refusal_to_chart
from corecase.core.coordination import AFTER, AVOIDING, examined_again, former_of
from corecase.core.draw_records import draw_sha256
from corecase.core.draw_terms import CUBE, QUOTAS, Former, Terms
from corecase.core.draws import METHOD, Draw, check_nonce, seed_string
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.representativeness import Representativeness, representativeness
from corecase.core.weights import weights_of
from corecase.exchange import draw_files
from corecase.exchange.cases import read_cases
from corecase.statistics.balanced_draws import unbalanced
from corecase.statistics.draw_methods import draw
from corecase.statistics.draw_methods import replay as replay_draw
from corecase.statistics.quota_draws import missed_in

Method = Literal["proportional", "balanced", "quotas", "after", "avoiding"]
_RECORDED: Final[Mapping[Method, str]] = {
    "proportional": METHOD,
    "balanced": CUBE,
    "quotas": QUOTAS,
    "after": AFTER,
    "avoiding": AVOIDING,
}
"""What a record calls each method."""
METHODS: Final[tuple[Method, ...]] = tuple(_RECORDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one side adds to the seed, and the hash by which it was promised, if it was."""

    word: str
    commitment: str = ""

    def __post_init__(self) -> None:
        if self.commitment:
            check_nonce(self.word, self.commitment.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a sample is to be drawn.

    `by` are the attributes to balance on, or of the quotas, the most important first; `former`
    is the record of the earlier draw that a coordinated one keeps away from, `examined` a file of
    the cases assessed then, if not those drawn; `previous` the record before this one.
    """

    n: int
    method: Method = "proportional"
    strata: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    minimum: int = 0
    former: Path | None = None
    examined: Path | None = None
    previous: Path | None = None

    def __post_init__(self) -> None:
        if (self.method in ("balanced", "quotas")) != bool(self.by):
            raise InputError(
                "Name what to balance on or to set quotas for with --by, once for each attribute; "
                "only the methods balanced and quotas take it."
            )
        if (self.method in ("after", "avoiding")) != bool(self.former):
            raise InputError(
                "Give the record of the earlier draw with --former; only the methods after and "
                "avoiding take it."
            )
        if self.examined and not self.former:
            raise InputError("Cases examined before belong to an earlier draw; give --former too.")
        if self.method == "quotas" and (self.strata or self.minimum):
            raise InputError("Quotas are strata of their own; leave out --strata and --minimum.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A draw, where it was written, and what has to be said of it, in sentences."""

    draw: Draw
    files: tuple[Path, ...]
    comparison: Representativeness | None
    notices: tuple[str, ...] = field(default=())


def draw_to(
    folder: Path,
    cases: Path,
    asked: Asked,
    *,
    service: str,
    programme: str,
    drawn_on: date,
    inspectorate_word: Word,
    service_word: Word,
    sheet: str | None = None,
) -> Drawn:
    """Draws a sample from a file of cases and writes it into a folder.

    Raises InputError where a file is at fault, where the choice cannot be met and where the
    folder holds a draw; then nothing is written.
    """
    frame = draw_files.read_frame(cases, sheet=sheet)
    seed = seed_string(
        drawn_on=drawn_on,
        service=service,
        programme=programme,
        frame_sha256=frame.sha256,
        nonce_inspectorate=inspectorate_word.word,
        nonce_service=service_word.word,
    )
    previous = draw_sha256(draw_files.read_record(asked.previous)) if asked.previous else ""
    drawn = draw(frame, _terms(asked), seed=seed, software=__version__, previous_sha256=previous)
    return Drawn(
        draw=drawn,
        files=draw_files.write_draw(folder, frame, drawn),
        comparison=_compared(frame, drawn.sample, ()),
        notices=(*_notices(frame, asked, drawn), *weights_of(drawn).notices("drawn")),
    )


def replay(record: Path, cases: Path, *, sheet: str | None = None) -> tuple[Draw, tuple[str, ...]]:
    """A recorded draw, and what differs when it is repeated from its file of cases."""
    drawn = draw_files.read_record(record)
    return drawn, replay_draw(drawn, draw_files.read_frame_of(drawn, cases, sheet=sheet))


def check(
    sample: Path, cases: Path, attributes: tuple[str, ...] = (), *, sheet: str | None = None
) -> Representativeness:
    """A file of sampled cases beside the caseload it was drawn from.

    Without `attributes` those are compared whose values group cases. Raises InputError where
    none does, and for a case outside the caseload.
    """
    frame = draw_files.read_frame(cases, sheet=sheet)
    chosen = [case.id for case in read_cases(sample)]
    found = _compared(frame, chosen, attributes)
    if found is None:
        raise InputError("No column of the case list groups its cases; name one with --by.")
    return found


def _compared(
    frame: Frame, sample: Collection[str], attributes: tuple[str, ...]
) -> Representativeness | None:
    names = attributes or tuple(name for name in frame.columns[1:] if _groups(frame, name))
    return representativeness(frame, sample, names) if sample and names else None


def _groups(frame: Frame, name: str) -> bool:
    """Whether the values of an attribute group cases rather than name them."""
    return not refusal_to_chart(frame.cases, name)


def _terms(asked: Asked) -> Terms:
    is_quotas = asked.method == "quotas"
    return Terms(
        method=_RECORDED[asked.method],
        n=asked.n,
        strata=asked.by if is_quotas else asked.strata,
        minimum=asked.minimum,
        balance=() if is_quotas else asked.by,
        former=_former(asked),
    )


def _former(asked: Asked) -> Former | None:
    if not asked.former:
        return None
    examined = [case.id for case in read_cases(asked.examined)] if asked.examined else ()
    return former_of(draw_files.read_record(asked.former), examined)


def _notices(frame: Frame, asked: Asked, drawn: Draw) -> tuple[str, ...]:
    """What a method leaves to be said, in sentences."""
    if asked.method == "balanced":
        return tuple(one.words() for one in unbalanced(frame, asked.by, asked.n))
    if asked.method == "quotas":
        return tuple(map(str, missed_in(drawn)))
    return examined_again(drawn)
