"""Views: the editor of a text, its history, and the choice between two versions."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import report_editor, report_texts, text_versions
from corecase.actions.report_editor import Opened
from corecase.actions.report_texts import Words as Sent
from corecase.actions.text_versions import Choice, Pair
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_MARKS = "[[KEY|words]] ties words to a figure; the figures stand below the form."
_CHOICES = (
    (Choice.STANDING, "Keep the text that stands"),
    (Choice.OTHER, "Take the other text"),
    (Choice.THIRD, "Write a third"),
)


class TextForm(forms.Form):
    """A marked text, and a remark that is not printed."""

    text = Words(label="Text", rows=8, required=False, max_length=20000, help_text=_MARKS)
    note = Words(
        label="Your own remark",
        rows=2,
        required=False,
        max_length=2000,
        help_text="Kept with the text and never printed. No child is named.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ChoiceForm(forms.Form):
    """Which of two texts stands, or a third."""

    choice = forms.ChoiceField(
        label="Which text stands?",
        choices=_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which text stands."},
    )
    text = Words(
        label="The third text",
        rows=8,
        required=False,
        max_length=20000,
        help_text="Read only where you write a third. Marks tie words to figures as above.",
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput)


@staff("GET", "POST")
def text(request: StaffRequest, code: str, place: str) -> HttpResponse:
    """The editor of one text."""
    found = report_editor.opened(code, place, by=request.actor, now=request.now)
    initial = {"text": found.text, "note": found.note, "version": found.version}
    form = TextForm(request.POST or None, initial=initial)
    if not found.place.criterion:
        form.fields["text"].help_text = f"{_MARKS} An empty line begins a new paragraph."
    if "look" in request.POST:
        return _editor(request, found, form, form["text"].value())
    stands: list[bool] = []
    if posted(request, form, _saving(request, code, place, stands)):
        if not stands[0]:
            messages.warning(
                request,
                "Somebody else saved this text while you wrote. Yours is kept beside it: choose "
                "which stands.",
            )
            return redirect("report_text_choose", code, place)
        return _saved(request, code, place)
    return _editor(request, found, form, form["text"].value() if form.is_bound else None)


def _saving(
    request: StaffRequest, code: str, place: str, stands: list[bool]
) -> Callable[[dict[str, object]], None]:
    def save(sent: dict[str, object]) -> None:
        words = Sent(text=str(sent["text"]), note=str(sent["note"]))
        base = int(str(sent["version"]))
        by, now = request.actor, request.now
        stands.append(report_texts.save(code, place, words, base=base, by=by, now=now))

    return save


def _saved(request: StaffRequest, code: str, place: str) -> HttpResponse:
    """Back to the criterion, or to the editor where something asks for a look."""
    found = report_editor.opened(code, place, by=request.actor, now=request.now)
    if found.free_numbers or found.unknown_terms:
        messages.warning(request, "Saved. Look at what is pointed out below.")
        return redirect("report_text", code, place)
    messages.success(request, f"Saved: {found.place.title}.")
    if found.place.criterion:
        there = reverse("report_criterion", args=[code, found.place.criterion])
        return redirect(there)
    return redirect("report", code)


def _editor(
    request: StaffRequest, found: Opened, form: TextForm, typed: str | None
) -> HttpResponse:
    code = found.heading.code
    pieces = found.pieces
    if typed is not None:
        pieces = report_editor.shown(code, typed, by=request.actor)
    context = {"found": found, "form": form, "pieces": pieces, "typed": typed}
    return page(request, "report/text.html", context, status=status_of(form))


@staff()
def history(request: StaffRequest, code: str, place: str) -> HttpResponse:
    """Every version of a text: who, when, and what changed."""
    found = text_versions.history(code, place, by=request.actor)
    return page(request, "report/history.html", {"history": found})


@staff("GET", "POST")
def choose(request: StaffRequest, code: str, place: str) -> HttpResponse:
    """Two texts of one place that were written at once: a person chooses."""
    form = ChoiceForm(request.POST or None)

    def settle(sent: dict[str, str]) -> None:
        text_versions.choose(
            code,
            place,
            Choice(sent["choice"]),
            number=int(sent["number"]),
            base=int(sent["base"]),
            text=sent["text"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, settle):
        messages.success(request, "Chosen. Every text stays in the history.")
    found = text_versions.pair(code, place, by=request.actor)
    if found is None or (form.is_bound and not form.errors):
        more = found is not None
        return redirect("report_text_choose" if more else "report_text", code, place)
    context = {"found": found, "form": _filled(form, found)}
    return page(request, "report/choose.html", context, status=status_of(form))


def _filled(form: ChoiceForm, found: Pair) -> ChoiceForm:
    """The form for the two texts that are shown: what is sent next chooses between these."""
    now = {"number": found.other.number, "base": found.version}
    if not form.is_bound:
        return ChoiceForm(initial={"text": found.other.text, **now})
    form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
    for name, value in now.items():
        form.data[name] = str(value)  # type: ignore[index]  # a copy can be written
    return form
