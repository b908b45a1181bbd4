"""Views: the indicators of a report, one by one."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import report_desk
from corecase.actions import report_indicators as actions
from corecase.core.errors import InputError
from corecase.core.indicator_faults import LARGEST, LENGTHS
from corecase.core.indicators import Indicator
from corecase.core.people import NotAllowedError
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

T = TypeVar("T")
UNITS = (
    ("percent", "percent, such as 77.8%"),
    ("per 1,000", "per 1,000, such as 69 per 1,000"),
    ("per person", "per person, such as 1.08 offences a child"),
    ("count", "count, such as 1,250"),
)
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


class Measure(forms.FloatField):
    """A number as it is printed: `1,250.5`, and never `1,08`, which could be either."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **options: Any) -> None:
        said = f"Enter the {options['label'].lower()} as a number, such as 77.8."
        super().__init__(error_messages={"required": said, "invalid": said}, **options)

    def to_python(self, value: Any) -> Any:
        """The number, without the commas between thousands."""
        return super().to_python(_without_commas(value))

    def prepare_value(self, value: Any) -> Any:
        """As somebody would type it: `69` for 69.0."""
        return str(value).removesuffix(".0") if isinstance(value, float) else value


class Whole(forms.IntegerField):
    """A whole number of events or people, from `least` to `most`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, *, least: int, most: int = LARGEST, **options: Any) -> None:
        said = f"Enter a whole number from {least} to {most:,}."
        wrong = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
        super().__init__(error_messages=wrong, min_value=least, max_value=most, **options)

    def to_python(self, value: Any) -> int | None:
        """The number, without the commas between thousands."""
        return super().to_python(_without_commas(value))


def _without_commas(value: Any) -> Any:
    typed = value.strip() if isinstance(value, str) else ""
    return typed.replace(",", "") if _THOUSANDS.fullmatch(typed) else value


class IndicatorForm(forms.Form):
    """A figure that somebody else published about the service."""

    name = Words(label="Name", max_length=LENGTHS["name"])
    definition = Words(
        label="Edition of its definition",
        required=False,
        max_length=LENGTHS["definition"],
        help_text="Whose definition it follows and of which year, if you know it.",
    )
    unit = forms.ChoiceField(
        label="Unit",
        choices=[("", "Choose a unit"), *UNITS],
        help_text="A rate of reoffending counts events for each person: 1.08, not 1.08%.",
        error_messages={"required": "Choose the unit.", "invalid_choice": "Choose the unit."},
    )
    value = Measure(label="Value", help_text="The number alone, as it was printed.")
    period = Words(
        label="Period",
        max_length=LENGTHS["period"],
        help_text="For example April 2008 to March 2009.",
    )
    numerator = Whole(label="Numerator", least=0, required=False)
    denominator = Whole(label="Denominator", least=1, required=False)
    previous_value = Measure(label="Value of the previous period", required=False)
    previous_period = Words(
        label="Previous period", required=False, max_length=LENGTHS["previous_period"]
    )
    comparator = Measure(label="Comparator", required=False, help_text="In the same unit.")
    comparator_name = Words(
        label="Whose value the comparator is",
        required=False,
        max_length=LENGTHS["comparator_name"],
        help_text="For example England.",
    )
    change = Words(
        label="Change since the previous period, in words",
        required=False,
        max_length=LENGTHS["change"],
        help_text="For example decreased, or slightly reduced.",
    )
    caution = Words(
        label="What readers should know",
        rows=3,
        required=False,
        max_length=LENGTHS["caution"],
        help_text="Printed beneath the table.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ConfirmForm(forms.Form):
    """Why a questioned indicator stands as it was printed."""

    caution = Words(
        label="It stands as printed, because",
        rows=3,
        max_length=LENGTHS["caution"],
        help_text="Readers see these words beneath the table.",
        error_messages={"required": "Write why it stands as printed; readers see it."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SeenForm(forms.Form):
    """The version that somebody was looking at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MoveForm(forms.Form):
    """A place up or a place down."""

    direction = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """The indicators, what is asked of them, and the ways to change them."""
    found = actions.listed(code, by=request.actor)
    return page(
        request, "report_indicators/listed.html", {"heading": found.heading, "found": found}
    )


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """An indicator more."""
    heading = actions.to_write(code, by=request.actor)
    form = IndicatorForm(request.POST or None)
    return _written(request, form, heading, None)


@staff("GET", "POST")
def change(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """An indicator, to be corrected."""
    heading = actions.to_write(code, by=request.actor)
    entry = if_there(request, lambda: actions.entry(code, number, by=request.actor))
    initial = {name: getattr(entry.indicator, name) for name in actions.FIELDS}
    form = IndicatorForm(request.POST or None, initial=initial | {"seen": entry.version})
    return _written(request, form, heading, entry)


def _written(
    request: StaffRequest,
    form: IndicatorForm,
    heading: report_desk.Heading,
    entry: actions.Entry | None,
) -> HttpResponse:
    number = entry.number if entry else None
    written: list[int] = []

    def write(cleaned: dict[str, Any]) -> None:
        indicator = Indicator(**{name: cleaned[name] for name in actions.FIELDS})
        written.append(
            actions.write(
                heading.code,
                indicator,
                number=number,
                seen=cleaned["seen"],
                by=request.actor,
                now=request.now,
            )
        )

    if posted(request, form, write):
        _say_saved(request, actions.entry(heading.code, written[0], by=request.actor))
        return redirect("report_indicators", heading.code)
    standing = entry if entry and show_standing(form, entry.version) else None
    context = {"form": form, "heading": heading, "entry": entry, "standing": standing}
    return page(request, "report_indicators/write.html", context, status=status_of(form))


@staff("GET", "POST")
def confirm(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A questioned indicator that stands as printed, for a reason."""
    heading = actions.to_write(code, by=request.actor)
    entry = if_there(request, lambda: actions.entry(code, number, by=request.actor))
    initial = {"caution": entry.indicator.caution, "seen": entry.version}
    form = ConfirmForm(request.POST or None, initial=initial)

    def act(cleaned: dict[str, Any]) -> None:
        actions.confirm(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Saved: {entry.indicator.name} stands as printed.")
        return redirect("report_indicators", code)
    show_standing(form, entry.version)
    context = {"form": form, "heading": heading, "entry": entry}
    return page(request, "report_indicators/confirm.html", context, status=status_of(form))


@staff("GET", "POST")
def remove(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks once more, and takes an indicator out."""
    heading = actions.to_write(code, by=request.actor)
    entry = actions.entry(code, number, by=request.actor)
    form = SeenForm(request.POST or None, initial={"seen": entry.version})

    def act(cleaned: dict[str, Any]) -> None:
        actions.remove(code, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Removed: {entry.indicator.name}.")
        return redirect("report_indicators", code)
    show_standing(form, entry.version)
    context = {"form": form, "heading": heading, "entry": entry}
    return page(request, "report_indicators/remove.html", context, status=status_of(form))


@staff("POST")
def move(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Prints an indicator a place earlier or later."""
    actions.to_write(code, by=request.actor)
    form = MoveForm(request.POST)

    def act(cleaned: dict[str, Any]) -> None:
        up = cleaned["direction"] == "up"
        actions.move(code, number, up=up, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the order.")
    else:
        messages.warning(request, "Nothing was moved; choose up or down.")
    return redirect("report_indicators", code)


def if_there(request: StaffRequest, read: Callable[[], T]) -> T:
    """What a page is about; raises InputError where a form was sent about what is gone.

    The page of that error shows what was typed. Only for who may write in the draft.
    """
    try:
        return read()
    except NotAllowedError:
        if request.method != "POST":
            raise
        raise InputError(
            "It was removed meanwhile. What you typed stands below: enter it as new if it is to "
            "stay."
        ) from None


def show_standing(form: forms.Form, version: str) -> bool:
    """Whether a refused form was filled in on another version than the one that stands.

    Both are shown then, and what is sent next is written on the version that stands.
    """
    if not form.is_bound or form["seen"].value() == version:
        return False
    form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
    form.data["seen"] = version  # type: ignore[index]  # a copy can be written
    return True


def _say_saved(request: StaffRequest, entry: actions.Entry) -> None:
    if entry.is_questioned:
        messages.warning(
            request,
            f"Saved {entry.indicator.name}. Something is asked of it: correct it, or say why it "
            "stands as printed.",
        )
    else:
        messages.success(request, f"Saved {entry.indicator.name}.")
