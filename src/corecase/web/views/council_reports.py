"""Views: reports of a council to its members on a published inspection."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import council_minutes
from corecase.actions import council_reports as actions
from corecase.core.council_reports import Minute
from corecase.core.heading_sets import Decision
from corecase.web.council_forms import DECISIONS, CouncilForm
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.rendered_files import answer

_MB = 2**20


class BeginForm(forms.Form):
    """Under which headings, and on which Word template."""

    headings = forms.ChoiceField(
        label="Headings",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the headings."},
    )
    file = forms.FileField(
        label="The file of your own heading set",
        required=False,
        help_text="A YAML file of at most 1 MB. Everything wrong with it is said at once, and then "
        "nothing is begun.",
    )
    template = forms.FileField(
        label="Your Word template",
        required=False,
        help_text="A .docx of at most 5 MB without macros. Its styles, header and footer are "
        "taken, and nothing of its text. Left out, the Word file has plain styles.",
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        own = (actions.OWN, "A heading set of our own, in the file below")
        self.fields["headings"].choices = [*actions.sets(), own]  # type: ignore[attr-defined]  # a choice field

    def clean_file(self) -> bytes:
        """The content of the file; empty where none was chosen."""
        return _content(self.cleaned_data["file"], _MB)

    def clean_template(self) -> bytes:
        """The content of the template; empty where none was chosen."""
        return _content(self.cleaned_data["template"], 5 * _MB)


class MinuteForm(forms.Form):
    """What the committee decided, and when progress is due."""

    committee = Words(label="Committee", max_length=160)
    decided_on = Day(label="Day of the decision")
    decision = forms.ChoiceField(
        label="The decision as minuted", choices=DECISIONS, widget=forms.RadioSelect
    )
    words = Words(label="Words of the minute", rows=3, max_length=2000, required=False)
    progress_on = Day(
        label="Day by which progress is to be reported",
        help_text="The report on progress is listed until it was given.",
    )
    is_step = forms.BooleanField(
        label="Record it in the improvement plan, as the cabinet's step of that day",
        required=False,
        help_text="An approval is recorded as approved, anything else as noted. It can be taken "
        "back on the page of this report. For a committee that is not the cabinet, leave it out.",
    )


class ProgressForm(forms.Form):
    """That progress was reported."""

    reported_on = Day(label="Day on which progress was reported to the committee")


class StepForm(forms.Form):
    """Whether the step stood in the improvement plan for whoever asks; hidden in the page."""

    is_there = forms.BooleanField(required=False, widget=forms.HiddenInput)


def _content(file: Any, most: int) -> bytes:
    if file is None:
        return b""
    if file.size > most:
        raise forms.ValidationError(f"The file is larger than {most // _MB} MB; choose another.")
    return bytes(file.read())


@staff()
def listed(request: StaffRequest) -> HttpResponse:
    """The published inspections of one's services, with the reports on each."""
    found = actions.listed(by=request.actor, now=request.now)
    return page(request, "council_reports/listed.html", {"found": found})


@staff("GET", "POST")
def begin(request: StaffRequest, code: str) -> HttpResponse:
    """Another report on an inspection: its headings and its template."""
    found = actions.inspection(code, by=request.actor, now=request.now)
    form = BeginForm(request.POST or None, request.FILES or None)
    made: list[int] = []

    def act(typed: dict[str, Any]) -> None:
        number = actions.begin(
            code,
            headings=typed["headings"],
            own=typed["file"],
            template=typed["template"],
            by=request.actor,
            now=request.now,
        )
        made.append(number)

    if posted(request, form, act):
        messages.success(request, "Begun. Enter what only the council knows.")
        return redirect("council_report_write", code, made[0])
    context = {"found": found, "form": form}
    return page(request, "council_reports/begin.html", context, status=status_of(form))


@staff()
def report(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One report: what to look at, what is still blank, its files, what was decided."""
    found = actions.shown(code, number, by=request.actor, now=request.now)
    return page(request, "council_reports/report.html", {"found": found})


@staff("GET", "POST")
def write(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """What the council alone knows, to be entered; every version is kept."""
    found = actions.shown(code, number, by=request.actor, now=request.now)
    form = CouncilForm(found, request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        actions.write(
            code,
            number,
            content=form.content,
            seen=typed["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved.")
        return redirect("council_report", code, number)
    is_meanwhile = form.is_bound and form["seen"].value() != found.seen
    if is_meanwhile:
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = found.seen  # type: ignore[index]  # a copy can be written
    context = {"found": found, "form": form, "is_meanwhile": is_meanwhile}
    return page(request, "council_reports/write.html", context, status=status_of(form))


@staff()
def file(request: StaffRequest, code: str, number: int, name: str) -> HttpResponse:
    """The report as HTML, Word or PDF, as it stands."""
    content = actions.file(code, number, name, by=request.actor, now=request.now)
    return answer(name, content, called=f"{code}-{number}-{name}")


@staff("GET", "POST")
def minute(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """What the committee decided."""
    found = actions.shown(code, number, by=request.actor, now=request.now)
    meetings = found.made.report.paper.meetings
    decision = found.made.report.decision.value.lower()
    initial: dict[str, Any] = {"decision": decision, "is_step": found.plan_lives_here}
    if meetings:
        initial |= {"committee": meetings[0].committee, "decided_on": meetings[0].held_on}
    form = MinuteForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        is_step = typed.pop("is_step")
        said = Minute(**{**typed, "decision": Decision(typed["decision"].upper())})
        council_minutes.minute(
            code, number, said=said, is_step=is_step, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Kept the decision. The report on progress is listed.")
        return redirect("council_report", code, number)
    context = {"found": found, "form": form}
    return page(request, "council_reports/minute.html", context, status=status_of(form))


@staff("GET", "POST")
def progress(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """That progress was reported to the committee."""
    found = actions.shown(code, number, by=request.actor, now=request.now)
    form = ProgressForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        day = typed["reported_on"]
        council_minutes.report_progress(
            code, number, reported_on=day, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Kept that progress was reported.")
        return redirect("council_reports")
    context = {"found": found, "form": form}
    return page(request, "council_reports/progress.html", context, status=status_of(form))


@staff("GET", "POST")
def step(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The decision as the cabinet's step in the improvement plan: recorded, or taken back."""
    found = actions.shown(code, number, by=request.actor, now=request.now)
    form = StepForm(request.POST if request.method == "POST" else None)
    is_there = bool(found.minuted and found.minuted.step)

    def act(typed: dict[str, Any]) -> None:
        do = council_minutes.take_back_step if typed["is_there"] else council_minutes.record_step
        do(code, number, by=request.actor, now=request.now)

    if posted(request, form, act):
        done = "Taken back out of" if form.cleaned_data["is_there"] else "Recorded in"
        messages.success(request, f"{done} the improvement plan.")
        return redirect("council_report", code, number)
    context = {"found": found, "form": form, "is_there": is_there}
    return page(request, "council_reports/step.html", context, status=status_of(form))
