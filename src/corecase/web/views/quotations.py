"""The pages of a report's quotations."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import quotation_pages, quotations
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

ROOM = "report_quotations"


class TakeForm(forms.Form):
    """Words of a note, and the criterion that they show."""

    words = Words(
        label="Words to quote",
        rows=4,
        help_text="Copied from the note exactly as they are written there.",
    )
    criterion = forms.ChoiceField(
        label="Criterion", error_messages={"required": "Choose the criterion that the words show."}
    )

    def __init__(self, found: quotation_pages.NotePage, data: Any = None) -> None:
        super().__init__(data)
        named = [(one.id, f"{one.number} {one.title}") for one in found.criteria]
        # Whoever takes the words chooses, unless there is nothing to choose from.
        first = [] if len(named) == 1 else [("", "Choose a criterion")]
        self.fields["criterion"].choices = first + named  # type: ignore[attr-defined]  # a choice


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """What is quoted, and for writers what could be, of one criterion or of all."""
    criterion = request.GET.get("criterion", "")
    found = quotation_pages.page(code, criterion=criterion, by=request.actor, now=request.now)
    return page(request, "quotations/listed.html", {"found": found})


@staff("GET", "POST")
def take(request: StaffRequest, code: str, note: UUID) -> HttpResponse:
    """A note, and the words to be taken from it."""
    found = quotation_pages.note(code, note, by=request.actor, now=request.now)
    form = TakeForm(found, request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        quotations.take(
            code,
            note,
            typed["words"],
            criterion=typed["criterion"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Took the words. A second person has to check them.")
        return redirect(ROOM, code)
    return page(
        request, "quotations/take.html", {"found": found, "form": form}, status=status_of(form)
    )


@staff("POST")
def check(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A second person says that nobody can be known by the words."""
    quotations.check(
        code,
        number,
        nobody_known=bool(request.POST.get("nobody_known")),
        by=request.actor,
        now=request.now,
    )
    messages.success(request, "Saved that nobody can be known by these words.")
    return redirect(ROOM, code)


@staff("POST")
def withdraw(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The words are not quoted any more."""
    quotations.withdraw(code, number, by=request.actor, now=request.now)
    messages.success(request, "Withdrew the quotation. Texts that use it are named on this page.")
    return redirect(ROOM, code)
