"""Inspections in: what a report says beside its judgements, from YAML."""

from pathlib import Path

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import Evidence
from corecase.core.inspections import (
    Comparator,
    Comparators,
    GoodPractice,
    Indicator,
    Inspection,
    Letter,
    Person,
    Quotation,
    Reinspection,
    Survey,
    SurveyStatement,
    ViewFigure,
)
from corecase.exchange.inspection_fields import ComparatorsRow, InspectionFile, RecommendationRow
from corecase.exchange.letter_fields import LetterRow, ViewRow
from corecase.exchange.respondent_fields import StatementRow, SurveyRow
from corecase.exchange.yaml_files import parse_file

__all__ = ["InspectionFile", "read"]


def read(path: Path) -> tuple[Inspection, InspectionFile]:
    """The inspection and the file's own settings (framework, edition).

    Raises ManyProblems with every fault of the file, with its place, or InputError where the
    service has no name.
    """
    row = parse_file(path, InspectionFile)
    try:
        return _inspection(row), row
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from None


def _inspection(row: InspectionFile) -> Inspection:
    chosen = row.recommendations
    return Inspection(
        service=row.service,
        year=row.year,
        month=row.month,
        published_on=row.published_on,
        fieldwork=row.fieldwork,
        isbn=row.isbn,
        inspectorate=row.inspectorate,
        chief=row.chief,
        synthetic=row.synthetic,
        sample=tuple(row.sample),
        drawn=row.drawn.value() if row.drawn else None,
        team=tuple(Person(**p.model_dump()) for p in row.team),
        overall=row.overall,
        narrative=tuple(row.narrative),
        comparators=_comparators(row.comparators) if row.comparators else None,
        reinspection=Reinspection(**row.reinspection.model_dump()) if row.reinspection else None,
        changes=row.changes.value() if row.changes else None,
        surveys=tuple(map(_survey, row.surveys)),
        good_practice=tuple(GoodPractice(**g.model_dump()) for g in row.good_practice),
        evidence=tuple(Evidence(**e.model_dump()) for e in row.evidence),
        commentary=row.commentary,
        recommendations=None if chosen is None else tuple(map(_recommendation, chosen)),
        quotations=tuple(Quotation(**q.model_dump()) for q in row.quotations),
        area=tuple(row.area),
        organisation=tuple(row.organisation),
        indicators=tuple(Indicator(**i.model_dump()) for i in row.indicators),
        letter=_letter(row.letter) if row.letter else None,
        key_strengths=tuple(row.key_strengths),
        views=tuple(map(_view, row.views)),
    )


def _letter(row: LetterRow) -> Letter:
    values = row.model_dump()
    return Letter(**{**values, "copies": tuple(values["copies"])})


def _view(row: ViewRow) -> ViewFigure:
    figure = Figure(count=row.count, out_of=row.out_of)
    return ViewFigure(id=row.id, figure=figure, confirmed=row.confirmed)


def _comparators(row: ComparatorsRow) -> Comparators:
    return Comparators(
        scope=row.scope,
        as_at=row.as_at,
        n_services=row.n_services,
        rows=tuple(Comparator(**c.model_dump()) for c in row.rows),
    )


def _survey(row: SurveyRow) -> Survey:
    return Survey(
        group=row.group,
        returned=row.returned,
        statements=tuple(
            SurveyStatement(text=s.text, figure=_figure(s), confirmed=s.confirmed)
            for s in row.statements
        ),
    )


def _figure(said: StatementRow) -> Figure | None:
    if said.count is None or said.out_of is None:
        return None
    return Figure(count=said.count, out_of=said.out_of)


def _recommendation(row: RecommendationRow) -> str | Recommendation:
    if not row.text:
        return row.id
    return Recommendation(
        id=row.id,
        text=row.text,
        owners=tuple(row.owners),
        items=tuple(row.items),
        wording=row.wording,
    )
