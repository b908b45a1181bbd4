"""The pages of a report's examples of good practice."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import practice_examples, practice_pages
from corecase.actions.practice_examples import QUESTIONS, Example
from corecase.actions.practice_pages import Opened, Shown
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

ROOM = "report_practice"


class ExampleForm(forms.Form):
    """An example: where it belongs, what it says, under which invented name."""

    section = forms.ChoiceField(
        label="Section", error_messages={"required": "Choose the section of the example."}
    )
    reference = Words(
        label="Criterion that it shows",
        required=False,
        max_length=40,
        help_text="As it is printed, such as 1.1d.",
    )
    text = Words(
        label="Example",
        rows=8,
        max_length=4000,
        help_text="No name of a child, place, school or exact day. Say only what shows the work.",
    )
    pseudonym = Words(
        label="Invented first name",
        required=False,
        max_length=40,
        help_text="Leave blank where the example names nobody.",
    )
    is_invented = forms.BooleanField(
        label="The name is invented and is not the child's", required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: Opened, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["section"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Choose a section"),
            *((one.id, f"{one.number} {one.title}") for one in found.sections),
        ]

    def example(self) -> Example:
        """What the form says. Raises InputError for what an example cannot be."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
        return Example(**values)


class ReadForm(forms.Form):
    """The four questions of the second reader, a tick each."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: Opened, data: Any = None) -> None:
        super().__init__(data, initial={"seen": found.example.version if found.example else ""})
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.BooleanField(label=words, required=False)

    def answers(self) -> frozenset[str]:
        """The questions that were ticked."""
        return frozenset(name for name in QUESTIONS if self.cleaned_data[name])


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """Every example under its section."""
    found = practice_pages.page(code, by=request.actor)
    return page(request, "practice_examples/listed.html", {"found": found})


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """A new example."""
    found = practice_pages.opened(code, by=request.actor)
    initial = {"section": request.GET.get("section", "")}
    return _written(request, ExampleForm(found, request.POST or None, initial), found)


@staff("GET", "POST")
def change(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """An example, to be written anew; that takes the second reader's signature away."""
    found = practice_pages.opened(code, number, by=request.actor)
    form = ExampleForm(found, request.POST or None, _initial(found.example))
    return _written(request, form, found)


def _initial(example: Shown | None) -> dict[str, Any]:
    if example is None:
        return {}
    names = ("section", "reference", "text", "pseudonym")
    said = {name: getattr(example, name) for name in names}
    return {**said, "is_invented": bool(example.pseudonym), "seen": example.version}


def _written(request: StaffRequest, form: ExampleForm, found: Opened) -> HttpResponse:
    code, example = found.heading.code, found.example

    def act(typed: dict[str, Any]) -> None:
        practice_examples.write(
            code,
            form.example(),
            number=example.number if example else None,
            seen=typed["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved the example. A second person has to read it.")
        return redirect(ROOM, code)
    standing = None
    if form.is_bound and example and form["seen"].value() != example.version:
        standing = example
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = standing.version  # type: ignore[index]  # a copy can be written
    context = {"found": found, "form": form, "standing": standing}
    return page(request, "practice_examples/write.html", context, status=status_of(form))


@staff("GET", "POST")
def read(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The second reader's page: the example, what is pointed out, and the four questions."""
    found = practice_pages.opened(code, number, by=request.actor)
    form = ReadForm(found, request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        practice_examples.sign(
            code, number, form.answers(), seen=typed["seen"], by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Signed: you read the example as its second reader.")
        return redirect(ROOM, code)
    context = {"found": found, "form": form}
    return page(request, "practice_examples/read.html", context, status=status_of(form))


@staff("GET", "POST")
def withdraw(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks before an example is taken out."""
    found = practice_pages.opened(code, number, by=request.actor)
    if request.method == "POST":
        practice_examples.withdraw(code, number, by=request.actor, now=request.now)
        messages.success(request, "Withdrew the example; it stays as a record.")
        return redirect(ROOM, code)
    return page(request, "practice_examples/withdraw.html", {"found": found})
