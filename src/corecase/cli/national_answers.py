"""The answer of a national question as `corecase national ask` prints it: a table, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from corecase.cli.output import figure_data, print_table

if TYPE_CHECKING:
    from corecase.core.national_disclosure import PublicRow
    from corecase.core.national_questions import NationalQuestion
    from corecase.pipelines.national import Answered
    from corecase.statistics.national import MeasuredRow


def show(found: Answered) -> None:
    """Prints the figures as a table, and below it what they are and what they rest on."""
    question = found.answer.question
    groups = [by.words.capitalize() for by in question.by]
    if found.rows:
        interval = f"{100 * found.level:g}% interval"
        heads = (*groups, "Score", "Result", interval, "Judgements", "Cases", "Inspections")
        cells = [_cells(found, one) for one in found.rows]
    else:
        heads = (*groups, "Score", "Result", "Children")
        cells = [_shown(found, one) for one in found.shown]
    if cells:
        print_table("Scores of the programme", heads, cells, wraps=range(len(groups) + 1))
    else:
        click.echo("No inspection counts: nothing was published by then that the question means.")
    for sentence in _sentences(found):
        click.echo(sentence)


def _cells(found: Answered, one: MeasuredRow) -> tuple[str, ...]:
    row = one.row
    interval = one.interval.printed if one.interval else (one.method.words if one.method else "")
    cases = str(row.n_applicable) if one.method else ""
    return (
        *(*found.named(row.group), found.labels[row.score], one.printed, interval),
        *(str(row.figure), cases, str(len(row.inspections))),
    )


def _shown(found: Answered, one: PublicRow) -> tuple[str, ...]:
    share = one.share
    label = found.labels[one.row.score]
    return (*found.named(one.row.group), label, share.printed or share.withheld, share.base)


def _sentences(found: Answered) -> list[str]:
    n = len(found.inspections)
    said = [found.answer.question.words, f"It rests on {n} inspection{'' if n == 1 else 's'}."]
    if found.n_synthetic:
        which = f"The cases of {found.n_synthetic} of them" if n > 1 else "Its cases"
        said.append(f"{which} are invented.")
    if found.n_frameworks > 1:
        said.append(
            f"They were judged by {found.n_frameworks} versions of the framework, and what has "
            "the same identifier in them is pooled."
        )
    if found.manifest.left_out:
        said.append("Published and not in the snapshot, so not counted:")
        said += [f"- {line}" for line in found.manifest.left_out]
    if found.shown:
        said.append("Below the service nothing more may be shown than stands here.")
    return [*said, f"Snapshot {found.manifest.sha256[:12]} of {found.manifest.as_at[:10]}."]


def data(found: Answered) -> dict[str, Any]:
    """The same for a program, with the whole question and what stands behind each figure."""
    return {
        "question": _question_data(found.answer.question),
        "snapshot": {
            "as_at": found.manifest.as_at,
            "sha256": found.manifest.sha256,
            "left_out": list(found.manifest.left_out),
        },
        "inspections": list(found.inspections),
        "n_synthetic": found.n_synthetic,
        "n_frameworks": found.n_frameworks,
        "level": found.level,
        "rows": [_row_data(found, one) for one in found.rows]
        + [_shown_data(found, one) for one in found.shown],
    }


def _question_data(question: NationalQuestion) -> dict[str, Any]:
    """All of a question, under the names of its file, so that it can be asked again."""
    first, last = question.published_from, question.published_until
    return {
        "programme": question.programme,
        "scores": list(question.scores),
        "as_at": question.as_at.isoformat(),
        "by": [one.value for one in question.by],
        "published_from": first and first.isoformat(),
        "published_until": last and last.isoformat(),
        "counting": question.counting.value,
        "reinspections": question.reinspections.value,
        "mergers": question.mergers.value,
        "region": question.region,
        "nation": question.nation,
        "services": list(question.services),
        "counts_cases": question.counts_cases,
        "words": question.words,
    }


def _named(found: Answered, group: tuple[str, ...], score: str) -> dict[str, Any]:
    by = (one.value.lower() for one in found.answer.question.by)
    return {**dict(zip(by, group, strict=True)), "score": score, "label": found.labels[score]}


def _row_data(found: Answered, one: MeasuredRow) -> dict[str, Any]:
    row = one.row
    told = {**_named(found, row.group, row.score), **figure_data(row.figure)}
    if one.method is not None:
        told |= {"cases": row.n_applicable, "method": one.method.value}
        told["percent"] = None if one.printed == str(row.figure) else told["percent"]
    told["interval"] = [one.interval.low, one.interval.high] if one.interval else None
    return told | {"inspections": list(row.inspections), "services": list(row.services)}


def _shown_data(found: Answered, one: PublicRow) -> dict[str, Any]:
    share = one.share
    return {
        **_named(found, one.row.group, one.row.score),
        "printed": share.printed,
        "children": share.base,
        "withheld": share.withheld,
    }
