"""Views: sheets with codes, the form on paper, and what came back on it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import survey_sheets as actions
from corecase.actions import surveys
from corecase.core.questionnaires import Language
from corecase.core.surveys import MOST_CODES
from corecase.web import survey_forms
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.surveys.speech import ENGLISH
from corecase.web.views.report_indicators import Whole

PDF = "application/pdf"


class CodesForm(forms.Form):
    """How many codes, and where they are answered."""

    where = forms.ChoiceField(
        label="Where they are used",
        choices=[
            ("sheets", "on sheets, one for each person"),
            ("device", "on a shared device, one after the other, today and tomorrow"),
        ],
        widget=forms.RadioSelect,
        initial="sheets",
        error_messages={"required": "Choose where they are used."},
    )
    n = Whole(label="How many people", least=1, most=MOST_CODES)


class PaperForm(forms.Form):
    """What a paper form is shown in."""

    language = forms.ChoiceField(choices=[(one.value, one.value) for one in Language])
    easy = forms.BooleanField(required=False)


@staff("GET", "POST")
def make(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """Makes codes and sends their sheets, this once."""
    room, survey = surveys.one(code, group, by=request.actor, today=timezone.localdate())
    surveys.check_may_run(room)
    form = CodesForm(request.POST or None)
    made: list[bytes] = []

    def act(cleaned: dict[str, Any]) -> None:
        pages = actions.make(
            code,
            group,
            n=cleaned["n"],
            on_a_device=cleaned["where"] == "device",
            address=settings.SURVEY_ADDRESS,
            key=settings.SURVEY_KEY,
            by=request.actor,
            now=request.now,
        )
        made.append(pages)

    if posted(request, form, act):
        return _file(made[0], f"{code}-{group}-sheets.pdf")
    context = {"heading": room, "survey": survey, "form": form}
    return page(request, "survey_rounds/codes.html", context, status=status_of(form))


@staff()
def form(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """The questions on paper, in a language, plain or in easy words."""
    asked = PaperForm({"language": "en", **request.GET.dict()})
    if not asked.is_valid():
        asked = PaperForm({"language": "en"})
        asked.is_valid()
    language, easy = Language(asked.cleaned_data["language"]), asked.cleaned_data["easy"]
    made = actions.form(code, group, language=language, easy=easy, by=request.actor)
    return _file(made, f"{code}-{group}-form-{language}.pdf")


@staff("GET", "POST")
def type_in(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """Types in what came back on paper; the page is then ready for the next one."""
    questionnaire = actions.to_type(code, group, by=request.actor)
    room, survey = surveys.one(code, group, by=request.actor, today=timezone.localdate())
    found = survey_forms.NOTHING
    if request.method == "POST":
        sent = dict(request.POST.lists())
        found = actions.type_in(code, group, sent, by=request.actor, now=request.now)
        if not found.faults:
            messages.success(request, "Kept the form. Type in the next one.")
            return redirect("survey_type", code, group)
    shown = survey_forms.form(questionnaire, ENGLISH, found)
    context = {"heading": room, "survey": survey, "questions": shown}
    status = 422 if found.faults else 200
    return page(request, "survey_rounds/type.html", context, status=status)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Codes stand in it: no browser keeps a copy of its own.
    response.headers["Cache-Control"] = "no-store"
    return response
