"""Files of published facts in, files of an invented table that reproduces them out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.core.gate_bases import DifferingBase, differing_facts
from corecase.exchange import frameworks
from corecase.exchange.case_files import write_cases, write_judgements
from corecase.exchange.published import read_facts, read_levels, read_printed, read_profile
from corecase.pipelines.read import INSPECTION
from corecase.statistics.reconstruction import NOTE, Reconstruction
from corecase.statistics.reconstruction import reconstruct as reconstruct_table

MANIFEST = "synthetic-files.sha256"
"""Names the files of a reconstruction with their hashes, so that no work is overwritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconstructedFiles:
    """Where a reconstruction was written. Each name begins with "synthetic"."""

    judgements: Path
    cases: Path
    overlay: Path


def reconstruct(
    framework_name: str,
    facts_path: Path,
    printed_path: Path | None,
    profile_path: Path,
    out_dir: Path,
    *,
    seed: int,
    sigma: float = 1.0,
    case_prefix: str = "S",
    levels_path: Path | None = None,
) -> ReconstructedFiles:
    """Writes judgements, cases and the overlay of the framework that reproduce a report.

    `printed_path` is None for a report that prints no scores, such as a letter. `profile_path`
    counts the cases by their attributes. The same arguments write the same
    bytes. Raises InputError, and writes nothing, when a file is at fault or when the facts
    contradict each other.
    """
    found = reconstruct_table(
        frameworks.load(framework_name),
        read_facts(facts_path),
        read_printed(printed_path) if printed_path else (),
        read_profile(profile_path, case_prefix),
        seed=seed,
        sigma=sigma,
        levels=read_levels(levels_path) if levels_path else (),
    )
    return _written(found, framework_name, out_dir)


def _written(found: Reconstruction, framework_name: str, out_dir: Path) -> ReconstructedFiles:
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


def reconstruct_folder(
    framework: str, reference: Path, out: Path, *, seed: int, sigma: float = 1.0
) -> None:
    """Writes an inspection's folder whose invented cases reproduce the reference's figures.

    `reference` holds facts.csv, profile.csv and, where there are any, printed.csv, levels.csv,
    views.csv and inspection.yaml. Raises InputError, and writes nothing, where `out` holds
    anything that a person made or changed.
    """
    check_untouched(out)
    levels, printed = reference / "levels.csv", reference / "printed.csv"
    made = reconstruct(
        framework,
        reference / "facts.csv",
        printed if printed.is_file() else None,
        reference / "profile.csv",
        out,
        seed=seed,
        sigma=sigma,
        levels_path=levels if levels.is_file() else None,
    )
    written = [made.judgements, made.cases, made.overlay]
    answers = reference / "views.csv"
    if answers.is_file():
        written.append(out / "synthetic-views.csv")
        written[-1].write_bytes(answers.read_bytes())
    particulars = reference / INSPECTION
    if particulars.is_file():
        written.append(_pointed(particulars, out / INSPECTION, made.overlay.name))
    write_manifest(out, written)


def differing_bases(framework: str, reference: Path) -> tuple[DifferingBase, ...]:
    """The published facts of a reference whose base is not that of their gate."""
    return differing_facts(frameworks.load(framework), read_facts(reference / "facts.csv"))


def write_manifest(out: Path, written: Iterable[Path]) -> None:
    """Names the files of a folder with their hashes, for `check_untouched`."""
    lines = (f"{_digest(path)}  {path.name}\n" for path in written)
    (out / MANIFEST).write_text("".join(lines), encoding="utf-8")


def check_untouched(out: Path) -> None:
    """Raises InputError unless a folder is new, empty, or as it was left with its manifest."""
    if not out.is_dir() or not any(out.iterdir()):
        return
    manifest = out / MANIFEST
    rows = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    ours = {name: digest for digest, _, name in (row.partition("  ") for row in rows)}
    changed = [name for name, digest in ours.items() if _digest(out / name) != digest]
    others = {path.name for path in out.iterdir()} - {*ours, MANIFEST, "report"}
    for name in [*changed, *sorted(others)]:
        raise InputError(
            f"{out} holds {name}, which a person made or changed; name a new folder with --out."
        )


def _pointed(particulars: Path, copy: Path, overlay: str) -> Path:
    """Copies an inspection's file and points it at the overlay with the invented items."""
    lines = particulars.read_text(encoding="utf-8").splitlines()
    pointed = (f"framework: {overlay}" if x.startswith("framework:") else x for x in lines)
    copy.write_text("\n".join(pointed) + "\n", encoding="utf-8")
    return copy


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
