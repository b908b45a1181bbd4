"""Views: who answered questionnaires, and what a number of them said."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import report_desk, report_indicators, respondent_statements
from corecase.actions import respondents as actions
from corecase.core.respondents import GROUPS
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.report_indicators import (
    MoveForm,
    SeenForm,
    Whole,
    if_there,
    show_standing,
)

OTHER = "other"


class GroupForm(forms.Form):
    """A group of people who answered, and how many questionnaires came back from it."""

    group = forms.ChoiceField(
        label="Group",
        choices=[*((name, name) for name in GROUPS), (OTHER, "Another group")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the group.", "invalid_choice": "Choose the group."},
    )
    other = Words(
        label="Name of another group",
        required=False,
        max_length=80,
        help_text="As the report prints it. No child, parent or victim is named.",
    )
    returned = Whole(
        label="Questionnaires that came back",
        least=0,
        most=actions.LARGEST,
        help_text="0 where none did.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Asks for the name of another group."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("group") == OTHER and not cleaned.get("other"):
            self.add_error("other", "Enter the name of the group.")
        return cleaned

    @classmethod
    def initial_of(cls, found: actions.Group) -> dict[str, object]:
        """What the form says of a group that stands."""
        known = found.group in GROUPS
        return {
            "group": found.group if known else OTHER,
            "other": "" if known else found.group,
            "returned": found.returned,
            "seen": found.version,
        }


class StatementForm(forms.Form):
    """What a number of the respondents said, or words alone."""

    text = Words(
        label="What they said",
        rows=2,
        max_length=500,
        help_text="With a count: the words after it, such as “knew why they had to come.” "
        "Without: a whole sentence. Nobody is named.",
    )
    count = Whole(label="How many said so", least=0, required=False)
    out_of = Whole(label="How many answered the question", least=1, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """The groups with what they said, and the ways to change it."""
    found = actions.listed(code, by=request.actor)
    return page(request, "respondents/listed.html", {"heading": found.heading, "found": found})


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """A group more."""
    return _group_written(request, code, None)


@staff("GET", "POST")
def change(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A group, to be corrected."""
    report_indicators.to_write(code, by=request.actor)
    found = if_there(request, lambda: actions.group(code, number, by=request.actor))
    return _group_written(request, code, found)


def _group_written(request: StaffRequest, code: str, found: actions.Group | None) -> HttpResponse:
    heading = report_indicators.to_write(code, by=request.actor)
    initial = GroupForm.initial_of(found) if found else None
    form = GroupForm(request.POST or None, initial=initial)

    def write(cleaned: dict[str, Any]) -> None:
        actions.write(
            code,
            group=cleaned["other"] if cleaned["group"] == OTHER else cleaned["group"],
            returned=cleaned["returned"],
            number=found.number if found else None,
            seen=cleaned["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, write):
        messages.success(request, "Saved the group.")
        return redirect("report_respondents", code)
    standing = found if found and show_standing(form, found.version) else None
    context = {"heading": heading, "form": form, "group": found, "standing": standing}
    return page(request, "respondents/group.html", context, status=status_of(form))


@staff("GET", "POST")
def remove(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks once more, and takes a group with all that it said out."""
    heading = report_indicators.to_write(code, by=request.actor)
    found = actions.group(code, number, by=request.actor)
    form = SeenForm(request.POST or None, initial={"seen": found.version})

    def act(cleaned: dict[str, Any]) -> None:
        actions.remove(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Removed: {found.group}.")
        return redirect("report_respondents", code)
    show_standing(form, found.version)
    context = {"heading": heading, "form": form, "group": found}
    return page(request, "respondents/remove_group.html", context, status=status_of(form))


@staff("POST")
def move(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Prints a group a place earlier or later."""
    return _moved(request, code, number, actions.move)


@staff("GET", "POST")
def add(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A statement more of a group."""
    heading = report_indicators.to_write(code, by=request.actor)
    group = if_there(request, lambda: actions.group(code, number, by=request.actor))
    form = StatementForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        cleaned.pop("seen")
        respondent_statements.add(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the statement.")
        return redirect("report_respondents", code)
    return _statement_page(request, "respondents/statement.html", heading, form, group)


@staff("GET", "POST")
def change_statement(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A statement, to be corrected."""
    heading = report_indicators.to_write(code, by=request.actor)
    group, found = if_there(
        request, lambda: respondent_statements.one(code, number, by=request.actor)
    )
    figure = found.statement.figure
    initial: dict[str, object] = {"text": found.statement.text, "seen": found.version}
    if figure:
        initial |= {"count": figure.count, "out_of": figure.out_of}
    form = StatementForm(request.POST or None, initial=initial)

    def act(cleaned: dict[str, Any]) -> None:
        respondent_statements.change(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the statement.")
        return redirect("report_respondents", code)
    standing = found if show_standing(form, found.version) else None
    template = "respondents/statement.html"
    return _statement_page(request, template, heading, form, group, found, standing)


@staff("GET", "POST")
def confirm_statement(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Says that a statement about fewer than five people can be printed."""
    said, act = "Saved: the statement can be printed.", respondent_statements.confirm
    return _asked(request, code, number, act, said, "respondents/confirm_statement.html")


@staff("GET", "POST")
def remove_statement(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks once more, and takes a statement out."""
    said, act = "Removed the statement.", respondent_statements.remove
    return _asked(request, code, number, act, said, "respondents/remove_statement.html")


@staff("POST")
def move_statement(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Prints a statement a place earlier or later within its group."""
    return _moved(request, code, number, respondent_statements.move)


def _asked(
    request: StaffRequest, code: str, number: int, act: Any, said: str, template: str
) -> HttpResponse:
    """Shows a statement as it stands, and does something with it once that is said."""
    heading = report_indicators.to_write(code, by=request.actor)
    group, found = respondent_statements.one(code, number, by=request.actor)
    form = SeenForm(request.POST or None, initial={"seen": found.version})

    def do(cleaned: dict[str, Any]) -> None:
        act(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, do):
        messages.success(request, said)
        return redirect("report_respondents", code)
    show_standing(form, found.version)
    return _statement_page(request, template, heading, form, group, found)


def _moved(request: StaffRequest, code: str, number: int, act: Any) -> HttpResponse:
    report_indicators.to_write(code, by=request.actor)
    form = MoveForm(request.POST)

    def do(cleaned: dict[str, Any]) -> None:
        up = cleaned["direction"] == "up"
        act(code, number, up=up, by=request.actor, now=request.now)

    if posted(request, form, do):
        messages.success(request, "Saved the order.")
    else:
        messages.warning(request, "Nothing was moved; choose up or down.")
    return redirect("report_respondents", code)


def _statement_page(
    request: StaffRequest,
    template: str,
    heading: report_desk.Heading,
    form: forms.Form,
    group: actions.Group,
    found: actions.Statement | None = None,
    standing: actions.Statement | None = None,
) -> HttpResponse:
    context = {
        "heading": heading,
        "form": form,
        "group": group,
        "found": found,
        "standing": standing,
    }
    return page(request, template, context, status=status_of(form))
