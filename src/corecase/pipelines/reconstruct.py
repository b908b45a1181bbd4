"""Files of published facts in, files of an invented table that reproduces them out."""

from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.exchange import frameworks
from corecase.exchange.case_files import write_cases, write_judgements
from corecase.exchange.published import read_facts, read_levels, read_printed, read_profile
from corecase.statistics.reconstruction import NOTE
from corecase.statistics.reconstruction import reconstruct as reconstruct_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconstructedFiles:
    """Where a reconstruction was written. Each name begins with "synthetic"."""

    judgements: Path
    cases: Path
    overlay: Path


def reconstruct(
    framework_name: str,
    facts_path: Path,
    printed_path: Path,
    profile_path: Path,
    out_dir: Path,
    *,
    seed: int,
    sigma: float = 1.0,
    case_prefix: str = "S",
    levels_path: Path | None = None,
) -> ReconstructedFiles:
    """Writes judgements, cases and the overlay of the framework that reproduce a report.

    `profile_path` counts the cases by their attributes. The same arguments write the same
    bytes. Raises InputError, and writes nothing, when a file is at fault or when the facts
    contradict each other.
    """
    found = reconstruct_table(
        frameworks.load(framework_name),
        read_facts(facts_path),
        read_printed(printed_path),
        read_profile(profile_path, case_prefix),
        seed=seed,
        sigma=sigma,
        levels=read_levels(levels_path) if levels_path else (),
    )
    files = ReconstructedFiles(
        judgements=out_dir / "synthetic-judgements.csv",
        cases=out_dir / "synthetic-cases.csv",
        overlay=out_dir / "synthetic-overlay.yaml",
    )
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        write_judgements(files.judgements, found.judgements)
        write_cases(files.cases, found.cases)
        frameworks.write_overlay(
            files.overlay,
            extends=framework_name,
            note=NOTE,
            leaves_out=found.leaves_out,
            items=found.fillers,
        )
    except OSError as error:
        raise InputError(
            f"{out_dir} cannot be written ({error.strerror}); choose a folder that can be."
        ) from error
    return files
