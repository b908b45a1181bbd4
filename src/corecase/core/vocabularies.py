"""Closed vocabularies: the codes that are stored, and the words that people read."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """Codes in upper case that never change once stored; a member is its own code."""

    @property
    def words(self) -> str:
        """As people read it: `"caseload received"`."""
        return self.value.lower().replace("_", " ")
