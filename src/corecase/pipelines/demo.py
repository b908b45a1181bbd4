"""The demonstration: one published report, reconstructed, scored and written again."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from corecase.core.granularity import ImpossiblePercent, impossible_percents
from corecase.core.publications import Comparison, compare
from corecase.core.scoring import Score, score
from corecase.documents import formats
from corecase.exchange.published import read_facts, read_printed
from corecase.pipelines.read import read_folder
from corecase.pipelines.reconstruct import reconstruct_folder
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
