"""The demonstration: one published report, reconstructed, scored and written again."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from corecase.core.granularity import ImpossiblePercent, impossible_percents
from corecase.core.publications import Comparison, compare
from corecase.core.scoring import Score, score
from corecase.documents import formats
from corecase.exchange.published import read_facts, read_printed
from corecase.pipelines.read import INSPECTION, read_folder
from corecase.pipelines.reconstruct import reconstruct
from corecase.pipelines.render import Rendered, render

REFERENCE = files("corecase") / "data" / "reference" / "hartlepool-2010"
SEED = 2010


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What the demonstration shows: figures beside the printed ones, flags, and the report."""

    folder: Path
    comparisons: tuple[Comparison, ...]
    flagged: tuple[Score, ...]
    impossible: tuple[ImpossiblePercent, ...]
    rendered: Rendered


def demonstrate(
    out: Path, *, seed: int = SEED, on_step: Callable[[str], None] = lambda _: None
) -> Demonstration:
    """Reconstructs Hartlepool 2010 into a folder, scores it and writes its report.

    The folder is an inspection's folder like any other, and says SYNTHETIC throughout.
    """
    with as_file(REFERENCE) as reference:
        on_step("reconstructing cases from the published figures")
        reconstruct_folder("cci-2009", reference, out, seed=seed)
        printed = read_printed(reference / "printed.csv")
        impossible = impossible_percents(read_facts(reference / "facts.csv"))
    on_step("scoring")
    folder = read_folder(out)
    scores = score(folder.judged.framework, folder.judged.judgements)
    rendered = render(folder, out / "report", formats.NAMES, on_format=on_step)
    return Demonstration(
        folder=out,
        comparisons=compare(scores, printed),
        flagged=tuple(s for s in scores.all if s.bands_disagree),
        impossible=impossible,
        rendered=rendered,
    )


def reconstruct_folder(
    framework: str, reference: Path, out: Path, *, seed: int, sigma: float = 1.0
) -> None:
    """Writes an inspection's folder whose invented cases reproduce the reference's figures.

    `reference` holds facts.csv, printed.csv, profile.csv and, where there are any,
    levels.csv and inspection.yaml.
    """
    levels = reference / "levels.csv"
    made = reconstruct(
        framework,
        reference / "facts.csv",
        reference / "printed.csv",
        reference / "profile.csv",
        out,
        seed=seed,
        sigma=sigma,
        levels_path=levels if levels.is_file() else None,
    )
    particulars = reference / INSPECTION
    if particulars.is_file():
        shutil.copyfile(particulars, out / INSPECTION)
        _ask_the_overlay(out / INSPECTION, made.overlay.name)


def _ask_the_overlay(particulars: Path, overlay: str) -> None:
    """Points the copied file at the overlay, which holds the invented items."""
    text = particulars.read_text(encoding="utf-8")
    lines = [
        f"framework: {overlay}" if line.startswith("framework:") else line
        for line in text.splitlines()
    ]
    particulars.write_text("\n".join(lines) + "\n", encoding="utf-8")
