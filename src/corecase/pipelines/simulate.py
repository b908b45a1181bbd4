"""A simulation into what it shows, and one of its synthetic programmes into files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corecase.exchange.case_files import write_judgements, write_rows
from corecase.exchange.simulated_files import write_framework
from corecase.pipelines.reconstruct import check_untouched, write_manifest
from corecase.statistics.coverage import Coverage
from corecase.statistics.simulated_framework import simulated_framework, simulated_judgements
from corecase.statistics.simulation import Programme, simulate
from corecase.statistics.simulation_design import Design, SimulatedAssessors
from corecase.statistics.simulation_study import Study, assessor_effect, study

_ABOUT = """{notice}

Nothing here was inspected. Use these files to try methods on data whose truth is known, and
never beside real services.

synthetic-framework.yaml        the invented items, criteria, headlines and bands
synthetic-judgements-NNN.csv    the judgements on the sample of service NNN, one row an answer
synthetic-case-totals.csv       what each case adds to each headline
synthetic-services.csv          sizes, counts and the truth of each service: of its caseload, and
                                of its practice, which is the same for endlessly many cases
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What a simulation showed, and how intervals fared where assessors differ.

    `team_ignored` counts cases alone, `team_allowed_for` adds the variance of the team.
    """

    study: Study
    team_ignored: Coverage
    team_allowed_for: Coverage


def simulated(*, n_services: int, n_programmes: int, seed: int) -> Simulated:
    """Simulates programmes and puts every claim beside the truth.

    Raises InputError for fewer than two services, no programme or a negative seed.
    """
    design = Design(n_services=n_services)
    shown = study(design, seed=seed, n_programmes=n_programmes)
    ignored, allowed_for = assessor_effect(
        replace(design, assessors=SimulatedAssessors()), seed=seed, n_programmes=n_programmes
    )
    return Simulated(study=shown, team_ignored=ignored, team_allowed_for=allowed_for)


def write_programme(out: Path, *, n_services: int, seed: int) -> tuple[Path, ...]:
    """Writes the first programme of a seed into a folder, and returns its files.

    The same arguments write the same bytes. Raises InputError, and writes nothing, where `out`
    holds anything that a person made or changed.
    """
    check_untouched(out)
    programme = simulate(Design(n_services=n_services), seed=seed)
    out.mkdir(parents=True, exist_ok=True)
    about = out / "synthetic-README.txt"
    about.write_text(_ABOUT.format(notice=programme.notice), encoding="utf-8", newline="\n")
    framework = out / "synthetic-framework.yaml"
    write_framework(framework, simulated_framework(programme))
    services, cases = out / "synthetic-services.csv", out / "synthetic-case-totals.csv"
    write_rows(services, _SERVICE_COLUMNS, _service_rows(programme))
    write_rows(cases, _CASE_COLUMNS, _case_rows(programme))
    judged = []
    for k in range(n_services):
        judged.append(out / f"synthetic-judgements-{k + 1:03}.csv")
        write_judgements(judged[-1], simulated_judgements(programme, k))
    written = (about, framework, services, cases, *judged)
    write_manifest(out, written)
    return written


_SERVICE_COLUMNS = (
    "synthetic_service",
    "headline",
    "cases_in_caseload",
    "cases_in_sample",
    "sufficient",
    "applicable",
    "true_share_of_caseload",
    "true_share_of_practice",
)
_CASE_COLUMNS = ("synthetic_service", "case_id", "headline", "sufficient", "applicable")


def _service_rows(programme: Programme) -> Iterator[tuple[object, ...]]:
    for k, service_id in enumerate(programme.service_ids):
        rows = programme.rows(k)
        for g, headline in enumerate(programme.design.headline_ids):
            yield (
                service_id,
                headline,
                int(programme.country.n_population[k]),
                int(programme.country.n_sampled[k]),
                int(programme.sufficient[rows, g].sum()),
                int(programme.applicable[rows, g].sum()),
                f"{programme.caseload_truth[k, g]:.6f}",
                f"{programme.practice_truth[k, g]:.6f}",
            )


def _case_rows(programme: Programme) -> Iterator[tuple[object, ...]]:
    for k, service_id in enumerate(programme.service_ids):
        start = programme.rows(k).start
        for i, case_id in enumerate(programme.case_ids(k)):
            for g, headline in enumerate(programme.design.headline_ids):
                yield (
                    service_id,
                    case_id,
                    headline,
                    int(programme.sufficient[start + i, g]),
                    int(programme.applicable[start + i, g]),
                )
