"""Cases of a sample: an identifier and the attributes that rules and charts use."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. The identifier is the inspection's own and never a child's name."""

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)
