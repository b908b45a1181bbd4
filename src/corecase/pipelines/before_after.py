"""Two inspections of one service in, as folders or as published figures; their change out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corecase.core.before_after import AsPrinted, Changes
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.improvement import ImprovementPlan
from corecase.core.published_scores import PublishedScore, Record, Told
from corecase.documents import before_after as pages
from corecase.documents import charts, formats
from corecase.exchange import crosswalks, frameworks
from corecase.exchange.published_scores import read_published_scores
from corecase.exchange.service_scores import read_service_scores
from corecase.pipelines import improvement_plans
from corecase.pipelines.judged_folders import as_judged
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import write_all
from corecase.statistics.before_after import FEWEST_OTHERS, Side, before_after
from corecase.statistics.judged_sides import AsJudged
from corecase.statistics.shrinkage import Shrunk, shrink

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks: two folders or files of published figures, and what helps to compare.

    `inspected` tells inspections of one service apart where a file prints several, in the words
    of its source. `others` are files of the first scores of all services, by headline.
    """

    before: Path
    after: Path
    service: str = ""
    before_inspected: str = ""
    after_inspected: str = ""
    framework: str = "cci-2009"
    crosswalk: Path | None = None
    others: tuple[tuple[str, Path], ...] = ()
    level: float = 0.95
    improvement_plan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A service before and after; `notices` say what of it is invented.

    `plan` is the improvement plan that answered the inspection before, None where none is given.
    """

    service: str
    found: Changes
    notices: tuple[str, ...] = ()
    plan: ImprovementPlan | None = None


def changed(asked: Asked) -> Changed:
    """The two inspections beside each other.

    Raises InputError where a side cannot be read, a file tells nothing of the service, or two
    frameworks have no crosswalk; ManyProblems with every fault of a file.
    """
    framework = frameworks.load(asked.framework)
    before, named, notice = _side(asked, framework, asked.before, asked.before_inspected, -2)
    after, service, more = _side(asked, framework, asked.after, asked.after_inspected, -1)
    found = before_after(
        before,
        after,
        framework=framework,
        crosswalk=crosswalks.read(asked.crosswalk) if asked.crosswalk else None,
        others=_others(asked.others, after),
        level=asked.level,
    )
    return Changed(
        service=service or named,
        found=found,
        notices=tuple(dict.fromkeys(filter(None, (notice, more)))),
        plan=improvement_plans.read(asked.improvement_plan).plan
        if asked.improvement_plan
        else None,
    )


def write(found: Changed, out: Path) -> tuple[Path, ...]:
    """Writes the comparison as HTML, PDF and Word, and its picture where there is one."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder to write the comparison into.")
    made = pages.document(
        found.found, service=found.service, notice=" ".join(found.notices), plan=found.plan
    )
    content = {f"before-after.{n}": data for n, data in formats.render(made, FORMATS).items()}
    if pages.has_chart(found.found):
        picture = charts.svg(pages.chart_of(found.found, service=found.service))
        content["before-after.svg"] = picture
    return write_all(out, content)


def _side(
    asked: Asked, framework: Framework, path: Path, inspected: str, place: int
) -> tuple[Side, str, str]:
    """One side, the name of its service, and what of it is invented."""
    if path.is_dir():
        folder = read_folder(path)
        return as_judged(folder), folder.inspection.service, folder.inspection.synthetic
    record = read_published_scores(path)
    service = _service(record, asked.service, path.name)
    # Beside a folder the file tells of one inspection: the last that it knows.
    is_alone = asked.before != asked.after
    scores = {
        headline.id: score
        for headline in framework.headlines
        if (
            score := _printed(
                record.inspections(service, headline.id), inspected, -1 if is_alone else place
            )
        )
    }
    if not scores:
        told = f" as inspected {inspected}" if inspected else ""
        raise InputError(
            f"{path.name} prints no headline of {service}{told} that could stand "
            f"{'before' if place == -2 else 'after'}; say which with "
            f"--{'before' if place == -2 else 'after'}-inspected."
        )
    return AsPrinted(scores=scores), service, ""


def _service(record: Record, service: str, source: str) -> str:
    known = record.services()
    if service and service not in known:
        raise InputError(f"{source} tells nothing of {service}; it tells of {', '.join(known)}.")
    if not service and len(known) != 1:
        raise InputError(f"{source} tells of several services; name one with --service.")
    return service or known[0]


def _printed(told: tuple[Told, ...], inspected: str, place: int) -> PublishedScore | None:
    """The score of one inspection; None where it is not printed, or sources conflict on it."""
    if inspected:
        told = tuple(one for one in told if one.any.inspected.casefold() == inspected.casefold())
        place = -1
    if len(told) < -place:
        return None
    found = told[place].score
    return found if found and found.percent is not None else None


def _others(named: tuple[tuple[str, Path], ...], after: Side) -> Mapping[str, Shrunk]:
    """All first scores by headline, shrunk together. Raises InputError for too few services."""
    known = [one.id for one in after.framework.headlines] if isinstance(after, AsJudged) else []
    found = {}
    for headline, path in named:
        if headline not in known:
            use = ", ".join(known) or "none, because only percentages are printed"
            raise InputError(f"--others names the headline {headline!r}; use one of {use}.")
        rows = read_service_scores(path)
        if len(rows) < FEWEST_OTHERS:
            raise InputError(
                f"{path.name} has {len(rows)} services; what was to be expected is only said "
                f"from {FEWEST_OTHERS} on."
            )
        found[headline] = shrink(
            [float(row.share) for row in rows], [float(row.standard_error) for row in rows]
        )
    return found
