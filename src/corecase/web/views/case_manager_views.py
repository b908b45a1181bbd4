"""The page of case managers' views: what they are asked, and what is counted of their answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import case_manager_views, report_indicators
from corecase.core.errors import InputError
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.report_indicators import show_standing


class CountForm(forms.Form):
    """A filled-in interview form."""

    file = forms.FileField(
        label="Interview form",
        help_text="The sheet of the announcement pack, or a CSV file with the columns below: a row "
        "for each case manager under a code, with yes, no or not applicable.",
        error_messages={
            "required": "Choose the interview form.",
            "empty": "The file is empty; choose one with a row for each case manager.",
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class TakeForm(forms.Form):
    """That the counts of the closed survey are to stand."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    survey = forms.CharField(widget=forms.HiddenInput, initial="counts")


@staff("GET", "POST")
def counts(request: StaffRequest, code: str) -> HttpResponse:
    """What case managers are asked and what they said; a form, or their survey, is counted."""
    if request.method == "POST":
        report_indicators.to_write(code, by=request.actor)
    found = case_manager_views.asked(code, by=request.actor)
    is_survey = "survey" in request.POST
    sent = request.POST if request.method == "POST" else None
    take = TakeForm(
        sent if is_survey else None, initial={"seen": found.seen}, auto_id="id_taken_%s"
    )
    form = CountForm(
        None if is_survey else sent, request.FILES or None, initial={"seen": found.seen}
    )
    counted: list[int] = []

    def act_on_survey(cleaned: dict[str, Any]) -> None:
        n = case_manager_views.take(code, seen=cleaned["seen"], by=request.actor, now=request.now)
        counted.append(n)

    def act(cleaned: dict[str, Any]) -> None:
        file = cleaned["file"]
        if file.size > case_manager_views.MAX_BYTES:
            raise InputError("The form is larger than 1 MB; send the sheet alone.", field="file")
        counted.append(
            case_manager_views.count(
                code,
                file_name=file.name,
                content=file.read(),
                seen=cleaned["seen"],
                by=request.actor,
                now=request.now,
            )
        )

    shown = take if is_survey else form
    if posted(request, shown, act_on_survey if is_survey else act):
        n = counted[0]
        messages.success(request, f"Counted {n} case manager{'s' * (n != 1)}.")
        return redirect("report_case_managers", code)
    show_standing(shown, found.seen)
    context = {"heading": found.heading, "found": found, "form": shown, "count": form, "take": take}
    return page(request, "respondents/case_managers.html", context, status=status_of(shown))
