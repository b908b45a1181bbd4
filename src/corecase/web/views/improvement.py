"""Views: an improvement plan as a whole, its history, those of all services, what is set."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import improvement_history, improvement_plans, improvement_settings
from corecase.core.written_status_rules import read_clauses, written
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class SettingsForm(forms.Form):
    """The oversight body's name, and the rule that gives actions their status."""

    oversight_body = Words(
        label="Name of the oversight body",
        max_length=improvement_settings.LONGEST,
        help_text="Such as Youth Justice Board or Ministry of Justice.",
    )
    rule = Words(
        label="Status rule",
        rows=8,
        required=False,
        max_length=2000,
        help_text=(
            "A line for each status, the first that fits counts: a status, =, and one of: "
            "completed with evidence, completed, overdue, due within 14 days, silent for 60 days, "
            "started, otherwise. Left blank, our own rule counts, which is unverified."
        ),
    )


@staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every improvement plan that the reader may read, with what is overdue and what changed."""
    today = timezone.localdate(request.now)
    found = improvement_plans.listed(by=request.actor, now=request.now, today=today)
    context = {"found": found, "days": improvement_plans.LATELY.days}
    return page(request, "improvement/listed.html", context)


@staff()
def plan(request: StaffRequest, code: str) -> HttpResponse:
    """One improvement plan, with what it lacks, what is late and what stands still."""
    today = timezone.localdate(request.now)
    found = improvement_plans.one(code, by=request.actor, today=today)
    return page(request, "improvement/plan.html", {"found": found, "heading": found.heading})


@staff()
def history(request: StaffRequest, code: str) -> HttpResponse:
    """Every change, the last first."""
    found = improvement_history.history(code, by=request.actor)
    return page(request, "improvement/history.html", {"found": found, "heading": found.heading})


@staff("GET", "POST")
def settings(request: StaffRequest, code: str) -> HttpResponse:
    """What a programme sets for its improvement plans."""
    found = improvement_settings.of_programme(code, by=request.actor)
    rule = written(found.rule.clauses) if found.is_own_rule else ""
    initial = {"oversight_body": found.oversight_body, "rule": rule}
    form = SettingsForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        improvement_settings.write(
            code,
            oversight_body=typed["oversight_body"],
            clauses=read_clauses(typed["rule"]),
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved the settings of improvement plans.")
        return redirect("programme", code)
    context = {"found": found, "form": form, "standing": written(found.rule.clauses)}
    return page(request, "improvement/settings.html", context, status=status_of(form))
