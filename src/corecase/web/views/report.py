"""Views: the room "Report", and the findings of one criterion."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import evidence_records, report_findings, report_overview, report_settling
from corecase.actions.report_settling import Settling
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_ALL = "ACCEPT_ALL"
_DONE = {
    Settling.ACCEPT: "Accepted the paragraph.",
    Settling.KEEP: "Kept the words, with the figures of today.",
    Settling.REDRAFT: "Took the draft of today. The words before it stay in the history.",
    Settling.DROP: "Dropped the paragraph: it is in no report and stays here.",
    Settling.RESTORE: "Brought the paragraph back.",
}
ROOMS = (
    ("report_particulars", "Particulars of the report"),
    ("report_recommendations", "Recommendations"),
    ("report_evidence", "Evidence records"),
    ("report_indicators", "Indicators"),
    ("report_respondents", "What respondents said"),
    ("report_quotations", "Quotations"),
    ("report_practice", "Examples of good practice"),
    ("report_preview", "Preview of the report"),
    ("factual_accuracy", "Factual accuracy"),
    ("sign_off", "Sign-off"),
)
"""The rooms of the draft: the name of the address, and its words."""


class SettleForm(forms.Form):
    """What is done with a paragraph, or with every plain draft of a criterion."""

    deed = forms.ChoiceField(choices=[(_ALL, _ALL), *((deed, deed) for deed in Settling)])
    place = forms.CharField(required=False)
    seen = forms.CharField()


@staff()
def overview(request: StaffRequest, code: str) -> HttpResponse:
    """Where the report stands, and the way to everything that is written for it."""
    found = report_overview.overview(code, by=request.actor, now=request.now)
    return page(request, "report/overview.html", {"overview": found, "report_rooms": ROOMS})


@staff("GET", "POST")
def criterion(request: StaffRequest, code: str, criterion: str) -> HttpResponse:
    """The findings of one criterion, each with what a person may do with it."""
    form = SettleForm(request.POST or None)
    done: list[str] = []

    def settle(sent: dict[str, Any]) -> None:
        done.append(_settled(request, code, criterion, **sent))

    if posted(request, form, settle):
        messages.success(request, done[0])
        return redirect("report_criterion", code, criterion)
    found = report_findings.criterion(code, criterion, by=request.actor)
    records = evidence_records.listed(code, by=request.actor)
    context = {
        "found": found,
        "form": form,
        "records": [one for one in records if one.criterion == criterion],
    }
    return page(request, "report/criterion.html", context, status=status_of(form))


def _settled(
    request: StaffRequest, code: str, criterion: str, *, deed: str, place: str, seen: str
) -> str:
    by, now = request.actor, request.now
    if deed == _ALL:
        n = report_settling.accept_all(code, criterion, seen=seen, by=by, now=now)
        return f"Accepted {n} {'paragraph' if n == 1 else 'paragraphs'}."
    settling = Settling(deed)
    report_settling.settle(code, place, settling, seen=seen, by=by, now=now)
    return _DONE[settling]
