"""The form of the particulars of a report with scores."""

from collections.abc import Iterator
from typing import Any

from django import forms

from corecase.actions.particulars_pages import Page
from corecase.core.errors import InputError
from corecase.core.inspections import Comparator, Comparators, Person, Reinspection
from corecase.core.isbn import check_isbn
from corecase.core.particulars import (
    ComparatorChoice,
    ComparatorSource,
    EnteredComparators,
    Particulars,
)
from corecase.core.series import Scope
from corecase.web.forms import Words

_PLAIN = ("isbn", "inspectorate", "chief", "year", "month", "fieldwork", "overall")
_PRINTED = ("lowest", "average", "highest")
_DECISIONS = (("", "Not decided yet"), ("yes", "Planned"), ("no", "Not planned"))


class ParticularsForm(forms.Form):
    """Everything on the particulars page; the fields of the headlines are added one by one."""

    inspectorate = Words(label="Inspectorate", required=False, max_length=160)
    chief = Words(
        label="Chief inspector",
        required=False,
        max_length=160,
        help_text="Name and title, as they stand under the foreword.",
    )
    isbn = Words(label="ISBN", required=False, max_length=20, help_text="Thirteen digits, checked.")
    month = Words(
        label="Month of publication",
        required=False,
        max_length=30,
        help_text="In words, such as May 2012.",
    )
    year = Words(label="Year", required=False, max_length=10, help_text="As on the cover.")
    fieldwork = Words(
        label="Fieldwork, in words",
        required=False,
        max_length=120,
        help_text="When the cases were looked at, as it is printed.",
    )
    overall = Words(
        label="Overall phrase",
        required=False,
        max_length=60,
        help_text="The words that stand before “set of findings”. A person chooses them.",
    )
    reinspection = forms.ChoiceField(
        label="Re-inspection", required=False, choices=_DECISIONS, widget=forms.RadioSelect
    )
    reinspection_reason = Words(label="Why", required=False, rows=3, max_length=500)
    reinspection_when = Words(label="When, if planned", required=False, max_length=120)
    team = Words(
        label="Team named in the acknowledgements",
        required=False,
        rows=8,
        max_length=5000,
        help_text="One person a line, as “role: name”. The name may be left out.",
    )
    sample = forms.MultipleChoiceField(
        label="Attributes shown in the chart of the sample",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Beside those that a rule of the framework reads, which are always shown.",
    )
    comparators_from = forms.ChoiceField(
        label="Lowest, average and highest to date",
        widget=forms.RadioSelect,
        choices=(
            (ComparatorSource.COMPUTED, "Computed from the register of publications"),
            (ComparatorSource.ENTERED, "Entered by hand, with their source"),
            (ComparatorSource.NONE, "None"),
        ),
        error_messages={"required": "Choose where the comparators come from."},
    )
    computed_scope = forms.ChoiceField(
        label="Services compared with, where computed",
        required=False,
        choices=(
            ("", "Those of the region, or of the nation where no region is known"),
            (Scope.REGION, "Those of the region"),
            (Scope.NATION, "Those of the nation"),
            (Scope.PROGRAMME, "All of the programme"),
        ),
    )
    scope = Words(
        label="Services compared with, where entered",
        required=False,
        max_length=200,
        help_text="In the words of the source.",
    )
    as_at = Words(label="As at", required=False, max_length=60)
    n_services = forms.IntegerField(
        label="Number of services",
        required=False,
        help_text="Leave blank where the source does not say.",
        error_messages={"invalid": "Enter the number of services in digits."},
    )
    source = Words(label="Where they are printed", required=False, max_length=300)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: Page, data: Any = None) -> None:
        super().__init__(data, initial=_initial(found))
        self._headlines = found.headlines
        chosen = found.standing.particulars.sample
        names = [a.name for a in found.attributes if not a.is_always_shown]
        self.fields["sample"].choices = [  # type: ignore[attr-defined]  # a choice field
            (name, name.replace("_", " ")) for name in dict.fromkeys((*names, *chosen))
        ]
        for headline in found.headlines:
            for printed in _PRINTED:
                self.fields[f"{printed}-{headline.id}"] = forms.IntegerField(
                    label=f"{headline.title}: {printed}, in percent",
                    required=False,
                    error_messages={"invalid": "Enter a whole percentage in digits."},
                )

    @property
    def of_headlines(self) -> list[forms.BoundField]:
        """The fields of the comparators of each headline."""
        return [self[f"{printed}-{h.id}"] for h in self._headlines for printed in _PRINTED]

    def clean_isbn(self) -> str:
        """The ISBN, if it is one."""
        isbn = str(self.cleaned_data["isbn"])
        try:
            return check_isbn(isbn) if isbn else ""
        except InputError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_team(self) -> tuple[Person, ...]:
        """The people named, a line each."""
        return tuple(_people(self.cleaned_data["team"]))

    def clean(self) -> dict[str, Any]:
        """The form with the comparators that were entered, in `rows`."""
        cleaned = super().clean() or {}
        cleaned["rows"] = tuple(self._rows(cleaned))
        return cleaned

    def _rows(self, cleaned: dict[str, Any]) -> Iterator[Comparator]:
        for headline in self._headlines:
            names = [f"{printed}-{headline.id}" for printed in _PRINTED]
            lowest, average, highest = (cleaned.get(name) for name in names)
            blank = [name for name in names if cleaned.get(name) is None]
            if len(blank) == len(names) or any(name in self.errors for name in names):
                continue
            if lowest is None or average is None or highest is None:
                self.add_error(blank[0], "Enter all three of a headline, or none.")
                continue
            try:
                yield Comparator(
                    headline=headline.id, lowest=lowest, average=average, highest=highest
                )
            except InputError:
                said = f"{headline.title} needs lowest, average and highest in order, 0 to 100."
                self.add_error(names[0], said)

    def particulars(self) -> Particulars:
        """What the form says. Raises InputError for a decision without its reason."""
        values, decided = self.cleaned_data, self.cleaned_data["reinspection"]
        decision = None
        if decided:
            decision = Reinspection(
                planned=decided == "yes",
                reason=values["reinspection_reason"],
                when=values["reinspection_when"],
            )
        elif values["reinspection_reason"] or values["reinspection_when"]:
            raise InputError(
                "Say whether a re-inspection is planned, or leave its reason and time blank.",
                field="reinspection",
            )
        return Particulars(
            **{name: values[name] for name in _PLAIN},
            team=values["team"],
            sample=tuple(values["sample"]),
            reinspection=decision,
        )

    def choice(self) -> ComparatorChoice:
        """The comparators chosen. Raises InputError for entered ones that say too little."""
        values = self.cleaned_data
        named = ("scope", "as_at", "n_services", "source")
        entered = None
        if values["rows"] or any(values[name] not in ("", None) for name in named):
            made = Comparators(**{name: values[name] for name in named[:3]}, rows=values["rows"])
            entered = EnteredComparators(comparators=made, source=values["source"])
        scope = values["computed_scope"]
        return ComparatorChoice(
            source=ComparatorSource(values["comparators_from"]),
            scope=Scope(scope) if scope else None,
            entered=entered,
        )


def _people(text: str) -> Iterator[Person]:
    for line in filter(None, map(str.strip, text.splitlines())):
        role, _, name = line.partition(":")
        if not role.strip():
            raise forms.ValidationError(f"Write the role before the colon in “{line}”.")
        yield Person(role=role.strip(), name=name.strip())


def _initial(found: Page) -> dict[str, Any]:
    standing = found.standing
    written, choice = standing.particulars, standing.choice
    decision = written.reinspection
    values: dict[str, Any] = {name: getattr(written, name) for name in _PLAIN}
    values |= {
        "team": "\n".join(f"{p.role}: {p.name}".strip() for p in written.team),
        "sample": list(written.sample),
        "reinspection": {True: "yes", False: "no"}[decision.planned] if decision else "",
        "reinspection_reason": decision.reason if decision else "",
        "reinspection_when": decision.when if decision else "",
        "comparators_from": choice.source,
        "computed_scope": choice.scope or "",
        "seen": standing.version,
    }
    if choice.entered:
        made = choice.entered.comparators
        values |= {"scope": made.scope, "as_at": made.as_at, "n_services": made.n_services}
        values["source"] = choice.entered.source
        for row in made.rows:
            values |= {f"{name}-{row.headline}": getattr(row, name) for name in _PRINTED}
    return values
