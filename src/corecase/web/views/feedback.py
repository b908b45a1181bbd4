"""Views: provisional feedback of the inspection, and the sheets for case managers."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import case_feedback
from corecase.actions import feedback as actions
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_NO_NAMES = "Roles and bodies, one a line. No child, parent or victim is named."


class MeetingForm(forms.Form):
    """What was said at the meeting, in the lead's words."""

    held_on = Day(label="Day of the meeting")
    attendance = Words(label="Who was there", rows=4, required=False, help_text=_NO_NAMES)
    strengths = Words(
        label="Strengths", rows=6, required=False, help_text="One a line. No child is named."
    )
    areas = Words(
        label="Areas to look at", rows=6, required=False, help_text="One a line. No child is named."
    )
    with_figures = forms.BooleanField(
        label="Print the figures as they are at this moment",
        required=False,
        help_text="They are marked provisional, with what is still to be judged.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class CaseSheetForm(forms.Form):
    """What a case manager is told: no score, no answer, nobody named."""

    good = Words(label="What was good", rows=5, required=False)
    to_look_at = Words(
        label="What to look at",
        rows=5,
        required=False,
        help_text="Words only: no score, and no name of a child, parent or victim.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


Sheet = actions.Sheet | case_feedback.CaseSheet


def _standing(form: forms.Form, read: Callable[[], Sheet | None]) -> Sheet | None:
    """The sheet as it stands, where a refused form was filled in on another version of it.

    Both are shown, and what is sent next is written on the version that stands.
    """
    sheet = read() if form.is_bound else None
    if sheet is None or form["seen"].value() == sheet.version:
        return None
    form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
    form.data["seen"] = sheet.version  # type: ignore[index]  # a copy can be written
    return sheet


@staff()
def sheets(request: StaffRequest, code: str) -> HttpResponse:
    """Every sheet that this person may read."""
    found = actions.sheets(code, by=request.actor, now=request.now)
    return page(request, "feedback/sheets.html", {"sheets": found})


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """A new sheet for a meeting."""
    found = actions.writable(code, by=request.actor)
    form = MeetingForm(request.POST or None, initial={"held_on": timezone.localdate(request.now)})
    return _written(request, form, found, None)


@staff("GET", "POST")
def change(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A sheet that was not given yet, to be written anew."""
    found = actions.writable(code, by=request.actor)
    sheet = actions.meeting(code, number, by=request.actor)
    initial = {name: getattr(sheet, name) for name in ("held_on", *_TEXTS)}
    initial |= {"with_figures": bool(sheet.figures), "seen": sheet.version}
    form = MeetingForm(request.POST or None, initial=initial)
    return _written(request, form, found, number)


_TEXTS = ("attendance", "strengths", "areas")


def _written(
    request: StaffRequest, form: MeetingForm, found: actions.Heading, number: int | None
) -> HttpResponse:
    written: list[int] = []

    def write(cleaned: dict[str, object]) -> None:
        made = actions.write_meeting(
            found.code,
            number=number,
            by=request.actor,
            now=request.now,
            **cleaned,  # type: ignore[arg-type]  # the fields of the form, cleaned
        )
        written.append(made)

    if posted(request, form, write):
        messages.success(request, "Saved the provisional feedback. The service cannot read it yet.")
        return redirect("feedback_meeting", found.code, written[0])

    def read() -> actions.Sheet | None:
        return actions.meeting(found.code, number, by=request.actor) if number else None

    standing = _standing(form, read)
    context = {"form": form, "heading": found, "number": number, "standing": standing}
    return page(request, "feedback/write.html", context, status=status_of(form))


@staff()
def meeting(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One sheet, to read and to print."""
    sheet = actions.meeting(code, number, by=request.actor)
    writes = actions.may_write(code, by=request.actor)
    return page(request, "feedback/meeting.html", {"sheet": sheet, "may_write": writes})


@staff("POST")
def give(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The sheet becomes readable for the service."""
    actions.give_meeting(code, number, by=request.actor, now=request.now)
    messages.success(request, "Given: the service can read the provisional feedback now.")
    return redirect("feedback_meeting", code, number)


@staff()
def in_word(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The sheet as a Word file."""
    made = actions.in_word(code, number, by=request.actor)
    name = f"{code}-provisional-feedback-{number}.docx"
    return HttpResponse(
        made,
        content_type=actions.WORD,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff()
def case_sheet(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The sheet of one case, to read and to print."""
    sheet = case_feedback.case_sheet(code, ref, by=request.actor, now=request.now)
    if sheet is None:
        return redirect("feedback_case_write", code, ref)
    writes = actions.may_write(code, by=request.actor)
    return page(request, "feedback/case.html", {"sheet": sheet, "may_write": writes})


@staff("GET", "POST")
def write_case_sheet(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The sheet of one case, to write."""
    found = actions.writable(code, by=request.actor)
    sheet = case_feedback.case_sheet(code, ref, by=request.actor, now=request.now)
    texts = {"good": sheet.good, "to_look_at": sheet.to_look_at} if sheet else {}
    seen = sheet.version if sheet else ""
    form = CaseSheetForm(request.POST or None, initial={**texts, "seen": seen})

    def write(cleaned: dict[str, str]) -> None:
        case_feedback.write_case_sheet(code, ref, by=request.actor, now=request.now, **cleaned)

    if posted(request, form, write):
        messages.success(request, f"Saved the feedback on {ref}. The service cannot read it yet.")
        return redirect("feedback_case", code, ref)

    def read() -> case_feedback.CaseSheet | None:
        return case_feedback.case_sheet(code, ref, by=request.actor, now=request.now)

    standing = _standing(form, read)
    context = {"form": form, "heading": found, "ref": ref, "standing": standing}
    return page(request, "feedback/write_case.html", context, status=status_of(form))


@staff("POST")
def give_case_sheet(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The sheet of one case becomes readable for the service."""
    case_feedback.give_case_sheet(code, ref, by=request.actor, now=request.now)
    messages.success(request, f"Given: the service can read the feedback on {ref} now.")
    return redirect("feedback_case", code, ref)
