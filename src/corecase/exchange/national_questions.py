"""National questions from a YAML file, to be asked again as they were asked."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corecase.core.errors import InputError
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
)
from corecase.exchange.yaml_files import parse_file

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class NationalQuestionFile(BaseModel):
    """A question about the published judgements of a programme."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    programme: _Text
    """The code of the programme."""
    scores: list[_Text] = Field(min_length=1)
    """Identifiers of scores or items; headlines, criteria, sections or items for all of a level;
    items:CRITERION for the items that a criterion shows."""
    as_at: date
    """Only versions that stood at the end of this day count."""
    by: list[Grouping] = []
    """The groups, such as REGION; none for one figure of everything."""
    published_from: date | None = None
    """Only inspections first published on this day or later."""
    published_until: date | None = None
    """Only inspections first published on this day or earlier."""
    counting: Counting = Counting.LATEST
    """LATEST inspection of each service, or EACH."""
    reinspections: Reinspections = Reinspections.LEFT_OUT
    """Re-inspections are LEFT_OUT, COUNTED, or count ALONE."""
    mergers: Mergers = Mergers.AS_NOW
    """AS_NOW counts a service that was taken over to the one that took it over; AS_INSPECTED
    leaves each as it was inspected."""
    region: str = ""
    """Only the services of this region."""
    nation: str = ""
    """Only the services of this nation, ENGLAND or WALES."""
    services: list[_Text] = []
    """Only these services, by code."""
    counts_cases: bool = True
    """Whether cases are counted, which intervals need; judgements alone are quicker."""


def read(path: Path) -> NationalQuestion:
    """The question in a file.

    Raises ManyProblems with every field that is wrong, and InputError where they make no
    question.
    """
    row = parse_file(path, NationalQuestionFile)
    values = row.model_dump()
    try:
        return NationalQuestion(
            **values | {name: tuple(values[name]) for name in ("scores", "by", "services")}
        )
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from None
