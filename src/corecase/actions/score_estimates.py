"""How sure the scores of an inspection are: intervals, the chances of bands, missing cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corecase.actions import drawn_samples, editions
from corecase.core.cases import Case
from corecase.core.editions import UncertaintyAnnex
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.store.cases.models import Inspection

if TYPE_CHECKING:
    from corecase.statistics.sample_estimates import SampleEstimates


def of(
    inspection: Inspection, framework: Framework, judgements: Judgements, cases: tuple[Case, ...]
) -> SampleEstimates | None:
    """The estimates of every score from the cases fully answered; None while there is none.

    None for a reconstruction, too: how much its cases differ is a setting. At the level and for
    the target of the report's edition, so that both say the same. No permission is asked here:
    whoever reads the scores reads how sure they are.
    """
    if framework.is_reconstructed:
        return None
    # Here and not above: only a page that shows intervals waits for scipy.
    from corecase.statistics.estimates import Target
    from corecase.statistics.sample_estimates import sample_estimates

    annex = _annex(inspection)
    return sample_estimates(
        framework,
        judgements,
        cases,
        drawn=drawn_samples.of(inspection),
        level=annex.level,
        target=Target[annex.target.upper()],
    )


def _annex(inspection: Inspection) -> UncertaintyAnnex:
    """The settings of the edition; those of every new one where it has no annex or is at fault."""
    try:
        return editions.parsed(inspection).uncertainty or UncertaintyAnnex()
    except InputError:
        return UncertaintyAnnex()
