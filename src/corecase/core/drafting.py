"""Drafting: the texts of a report that people write, and when they may still be written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from corecase.core.stages import PUBLISHED_STAGES, Stage
from corecase.core.vocabularies import Vocabulary


class Part(Vocabulary):
    """Which part of a report a text belongs to."""

    FINDING = "FINDING"
    COMMENTARY = "COMMENTARY"
    NARRATIVE = "NARRATIVE"
    AREA = "AREA"
    ORGANISATION = "ORGANISATION"
    STRENGTHS = "STRENGTHS"

    @property
    def words(self) -> str:
        """As people read it."""
        return PART_WORDS[self]


PART_WORDS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        Part.FINDING: "finding",
        Part.COMMENTARY: "commentary on a section",
        Part.NARRATIVE: "chief inspector's narrative",
        Part.AREA: "about the area",
        Part.ORGANISATION: "about the service",
        Part.STRENGTHS: "key strengths",
    }
)


class TextStatus(Vocabulary):
    """What a person did with a text; the lower case stands in files (`findings.yaml`)."""

    DRAFTED = "DRAFTED"
    ACCEPTED = "ACCEPTED"
    EDITED = "EDITED"
    DROPPED = "DROPPED"


class VersionOutcome(Vocabulary):
    """What became of a text that somebody sent: it stands, or it was kept aside for a choice."""

    TAKEN = "TAKEN"
    ASIDE = "ASIDE"


OPEN_STAGES: Final = frozenset({Stage.DRAFTING, Stage.FACTUAL_ACCURACY})
"""The stages in which the draft is written; later only a correction opens it again."""

CORRECTED_STAGES: Final = PUBLISHED_STAGES
"""The stages in which a published report may be corrected."""


def is_open(stage: Stage, *, in_correction: bool) -> bool:
    """Whether the texts of a report may be written."""
    return stage in OPEN_STAGES or (in_correction and stage in CORRECTED_STAGES)
