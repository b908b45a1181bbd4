"""An inspection's folder as one side of a comparison of judgements."""

from corecase.pipelines.read import InspectionFolder
from corecase.statistics.judged_sides import AsJudged


def as_judged(folder: InspectionFolder) -> AsJudged:
    """The judgements that stand in a folder, with when they were made in its own words."""
    said, judged = folder.inspection, folder.judged
    return AsJudged(
        framework=judged.framework,
        judgements=judged.judgements,
        cases=judged.cases,
        drawn=judged.drawn,
        when=said.fieldwork or said.month or said.year,
    )
