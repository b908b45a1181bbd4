"""How long a service has for its improvement plan, by the framework it was inspected with."""

from collections.abc import Mapping
from typing import Final

from corecase.core.frameworks import Framework

WEEKS: Final[Mapping[str, int]] = {"CCI": 4}
"""The weeks from publication that a method gives, by the prefix of its frameworks.

A Core Case Inspection prints four; a screening prints none, and of others nobody knows.
"""


def weeks_of(framework: Framework) -> int | None:
    """The weeks that the framework gives, or its method; None where neither sets a time."""
    if framework.improvement_plan_weeks is not None:
        return framework.improvement_plan_weeks
    return WEEKS.get(framework.prefix)
