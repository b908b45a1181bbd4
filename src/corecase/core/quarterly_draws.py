"""The draw of a quarterly audit: a case of every case manager, those audited lately passed over."""

from collections.abc import Mapping
from typing import Final

from corecase.core.draw_terms import Audits
from corecase.core.draws import Draw, Stratum, check_seed
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.own_audits import AuditableCase, Quarter, choose_audits

QUARTERLY: Final = "CASE_MANAGERS_1"
"""One case of every case manager, in the order of `choose_audits`."""
BY: Final = "case_manager"


def quarterly_draw(
    frame: Frame,
    *,
    audits: Audits,
    seed: str,
    software: str,
    previous_sha256: str = "",
    by: str = BY,
) -> Draw:
    """A case of every case manager as the sample, the manager's others as reserves.

    Each manager is a stratum; `by` names another column for them. Raises
    InputError where a case names no manager, where an earlier audit lies after the quarter, and
    where the seed is of another list.
    """
    check_seed(seed, frame)
    managers = {case_id: values[0] for case_id, values in frame.values((by,)).items()}
    if nameless := [case_id for case_id, manager in managers.items() if not manager]:
        raise InputError(
            f"Case {nameless[0]} has no case manager's code; add the column to the case list."
        )
    ordered = _ordered(managers, audits, seed)
    return Draw(
        frame_sha256=frame.sha256,
        seed=seed,
        software=software,
        n=len(ordered),
        strata=(by,),
        minimum=1,
        groups=tuple(
            Stratum(values=(manager,), n_drawn=1, cases=tuple(cases))
            for manager, cases in ordered.items()
        ),
        previous_sha256=previous_sha256,
        method=QUARTERLY,
        audits=audits,
    )


def _ordered(managers: Mapping[str, str], audits: Audits, seed: str) -> dict[str, list[str]]:
    """The cases of each manager in the order in which they come to be audited."""
    before = dict(audits.audited)
    chosen = choose_audits(
        (
            AuditableCase(
                case_id=case_id,
                case_manager=manager,
                audited_in=Quarter.read(before[case_id]) if case_id in before else None,
            )
            for case_id, manager in managers.items()
        ),
        quarter=Quarter.read(audits.quarter),
        seed=seed,
        n_each=max(len(managers), 1),
    )
    ordered: dict[str, list[str]] = {}
    for one in chosen:
        ordered.setdefault(one.case_manager, []).append(one.case_id)
    return ordered


def audited_again(drawn: Draw, quarters: Mapping[str, str]) -> tuple[str, ...]:
    """The cases of the sample that were audited before, each in a sentence."""
    return tuple(
        f"Case {case_id} was audited in {quarters[case_id]}; its case manager has no other that "
        "was audited longer ago or never."
        for case_id in drawn.sample
        if case_id in quarters
    )


def repeat_quarterly(drawn: Draw, frame: Frame) -> Draw:
    """The draw made again from its record. Raises InputError where it names no quarter."""
    if drawn.audits is None:
        raise InputError("The record does not say for which quarter it was drawn.")
    return quarterly_draw(
        frame,
        audits=drawn.audits,
        seed=drawn.seed,
        software=drawn.software,
        previous_sha256=drawn.previous_sha256,
        by=drawn.strata[0],
    )
