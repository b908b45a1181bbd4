"""The form of the particulars of a letter."""

from dataclasses import replace
from typing import Any

from django import forms

from corecase.actions.particulars_pages import Page
from corecase.core.inspections import Letter
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.web.forms import Words

_OF_LETTER = ("to", "sender", "lead", "contact", "print_contact")


class LetterForm(forms.Form):
    """The particulars of a letter; what only a full report prints stays as it is."""

    to = Words(
        label="To",
        required=False,
        max_length=200,
        help_text="Name and office, such as the chair of the management board.",
    )
    sender = Words(label="From", required=False, max_length=200, help_text="Name and office.")
    inspectorate = Words(label="Inspectorate", required=False, max_length=160)
    fieldwork = Words(
        label="Fieldwork, in words",
        required=False,
        max_length=120,
        help_text="Left blank, it is the days of the timetable.",
    )
    copies = Words(
        label="Copy list",
        required=False,
        rows=10,
        max_length=5000,
        help_text="A line for each person or body who receives a copy.",
    )
    lead = Words(label="Lead inspector, for questions", required=False, max_length=200)
    contact = Words(
        label="How to reach the lead inspector",
        required=False,
        max_length=300,
        help_text="An office's telephone or e-mail. It is published.",
    )
    print_contact = Words(
        label="Where a copy on paper is asked for", required=False, max_length=300
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: Page, data: Any = None) -> None:
        standing = found.standing
        written = standing.particulars
        letter = written.letter or Letter()
        initial = {name: getattr(letter, name) for name in _OF_LETTER}
        super().__init__(
            data,
            initial={
                **initial,
                "copies": "\n".join(letter.copies),
                "inspectorate": written.inspectorate,
                "fieldwork": written.fieldwork,
                "seen": standing.version,
            },
        )
        self._standing = standing

    def particulars(self) -> Particulars:
        """The particulars that stood, with those of the letter as they were typed."""
        values = self.cleaned_data
        copies = (line.strip() for line in values["copies"].splitlines())
        named = {name: values[name] for name in _OF_LETTER}
        return replace(
            self._standing.particulars,
            inspectorate=values["inspectorate"],
            fieldwork=values["fieldwork"],
            letter=Letter(**named, copies=tuple(line for line in copies if line)),
        )

    def choice(self) -> ComparatorChoice:
        """The comparators that stood; a letter prints none."""
        return self._standing.choice
