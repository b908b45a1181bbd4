"""The form in which a printed fact is corrected: every field that it may have."""

from dataclasses import replace
from typing import Any

from django import forms

from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import STANDINGS
from corecase.web.forms import Words


class FactForm(forms.Form):
    """What a fact ought to say. The words that it was read from stay as they are."""

    service = Words(label="Service", max_length=200)
    measure = Words(
        label="Measure", max_length=100, help_text="Such as headline:safeguarding or criterion:1.1."
    )
    value = forms.DecimalField(
        label="Figure",
        required=False,
        max_digits=18,
        decimal_places=6,
        error_messages={"invalid": "Enter the figure as digits, such as 62 or 1.08."},
    )
    most = forms.DecimalField(
        label="Its upper end",
        required=False,
        max_digits=18,
        decimal_places=6,
        help_text="Where the words leave a range open.",
        error_messages={"invalid": "Enter the upper end as digits, such as 62 or 1.08."},
    )
    out_of = forms.IntegerField(
        label="Out of how many", required=False, min_value=0, max_value=99_999_999
    )
    unit = Words(label="Unit", required=False, max_length=100, help_text="Such as % or per person.")
    said = Words(
        label="What it says in words",
        required=False,
        max_length=2000,
        help_text="A band, a rating, a day, who is responsible.",
    )
    programme = Words(label="Programme", required=False, max_length=200)
    region = Words(label="Region", required=False, max_length=100)
    kind_of_inspection = Words(
        label="Kind of inspection",
        required=False,
        max_length=100,
        help_text="first or re-inspection.",
    )
    inspected = Words(
        label="When the inspection was", required=False, max_length=100, help_text="As printed."
    )
    published = Words(
        label="When its report was published",
        required=False,
        max_length=100,
        help_text="As printed.",
    )
    cases = forms.IntegerField(
        label="Cases in the sample", required=False, min_value=0, max_value=99_999_999
    )
    scope = Words(label="Scope, as printed", required=False, max_length=500)
    scope_understood = Words(label="Scope, as understood", required=False, max_length=500)
    services = forms.IntegerField(
        label="Services in the scope", required=False, min_value=0, max_value=99_999_999
    )
    as_at = Words(label="As at", required=False, max_length=100)
    owner = Words(label="Who is responsible", required=False, max_length=1000)
    standing = forms.ChoiceField(
        label="How well it is known", choices=[(one, one.capitalize()) for one in STANDINGS]
    )
    source = Words(label="Source", max_length=1000)
    place = Words(label="Place in the source", required=False, max_length=200)
    note = Words(label="Note", required=False, rows=2, max_length=2000)
    reason = Words(
        label="Why it is corrected",
        rows=3,
        max_length=1000,
        help_text="Kept with both, the fact as it was read and this one.",
    )

    def __init__(self, data: Any, *, before: PrintedFact) -> None:
        names = [name for name in self.base_fields if name != "reason"]
        super().__init__(data, initial={name: getattr(before, name) for name in names})
        self._before = before

    def fact(self) -> PrintedFact:
        """The fact as it ought to be. Raises InputError for what no fact may say."""
        names = [name for name in self.base_fields if name != "reason"]
        said = {name: self.cleaned_data[name] for name in names}
        return replace(self._before, doubt="", **said)
