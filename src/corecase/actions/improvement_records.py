"""An improvement plan as a record that a version keeps, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from corecase.core.criteria import Recommendation
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress, Question
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.written_timescales import read_timescale

Record = dict[str, Any]


def to_record(plan: ImprovementPlan) -> Record:
    """The improvement plan as JSON takes it: days as text, timescales as they were written."""
    return {
        "service": plan.service,
        "title": plan.title,
        "inspection": plan.inspection,
        "published_on": _text(plan.published_on),
        "due_on": _text(plan.due_on),
        "recommendations": [asdict(one) for one in plan.recommendations],
        "areas": [{**_plain(area), "actions": _actions(area)} for area in plan.areas],
        "steps": [{**asdict(step), "on": _text(step.on)} for step in plan.steps],
    }


def from_record(record: Mapping[str, Any]) -> ImprovementPlan:
    """The improvement plan in a record."""
    return ImprovementPlan(
        service=record["service"],
        title=record["title"],
        inspection=record["inspection"],
        published_on=_date(record["published_on"]),
        due_on=_date(record["due_on"]),
        recommendations=tuple(
            Recommendation(**_tuples(one, "owners", "items")) for one in record["recommendations"]
        ),
        areas=tuple(
            Area(
                **{
                    **_tuples(one, "recommendations", "links"),
                    "actions": tuple(map(_action, one["actions"])),
                }
            )
            for one in record["areas"]
        ),
        steps=tuple(
            Step(**{**one, "kind": StepKind(one["kind"]), "on": _date(one["on"])})
            for one in record["steps"]
        ),
    )


def _plain(area: Area) -> Record:
    return {
        "id": area.id,
        "wording": area.wording,
        "origin": area.origin,
        "recommendations": list(area.recommendations),
        "links": list(area.links),
        "success": area.success,
        "costs": area.costs,
    }


def _actions(area: Area) -> list[Record]:
    return [
        {
            "id": action.id,
            "wording": action.wording,
            "owner": action.owner,
            "timescale": action.timescale.written,
            "measure": action.measure,
            "costs": action.costs,
            "items": list(action.items),
            "progress": [{**_entry(one), "is_done": one.is_done} for one in action.progress],
            "evidence": list(map(_entry, action.evidence)),
            "completed_on": _text(action.completed_on),
            "views": list(map(_entry, action.views)),
            "questions": [
                {"asked": _entry(one.asked), "answer": _entry(one.answer) if one.answer else None}
                for one in action.questions
            ],
        }
        for action in area.actions
    ]


def _entry(entry: Entry) -> Record:
    return {"words": entry.words, "on": _text(entry.on), "by": entry.by}


def _action(record: Mapping[str, Any]) -> Action:
    kept = {
        "timescale": read_timescale(record["timescale"]),
        "items": tuple(record["items"]),
        "progress": tuple(Progress(**_dated(one)) for one in record["progress"]),
        "evidence": tuple(Entry(**_dated(one)) for one in record["evidence"]),
        "completed_on": _date(record["completed_on"]),
        "views": tuple(Entry(**_dated(one)) for one in record["views"]),
        "questions": tuple(
            Question(
                asked=Entry(**_dated(one["asked"])),
                answer=Entry(**_dated(one["answer"])) if one["answer"] else None,
            )
            for one in record["questions"]
        ),
    }
    return Action(**{**record, **kept})


def _dated(record: Mapping[str, Any]) -> Record:
    return {**record, "on": _date(record["on"])}


def _tuples(record: Mapping[str, Any], *names: str) -> Record:
    return {**record, **{name: tuple(record[name]) for name in names}}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
