"""Fields of forms as the pages show them."""

from datetime import date
from typing import Final

from django import forms

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 12, 31)
"""Days outside are slips of a key, and days counted from them could leave the calendar."""

_ASKS: Final = frozenset(("what", "why", "who", "how", "where", "which", "when", "words", "any"))
_DETERMINED: Final = frozenset(("your", "a", "an", "the"))


class Day(forms.DateField):
    """A day from 2000 to 2100, typed as 21/11/2026 or 2026-11-21 or chosen."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: object) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"])
        which = f" for “{options['label']}”" if "label" in options else ""
        messages = {
            "required": f"Enter a day{which}.",
            "invalid": f"Enter a day like 21/11/2026{which}.",
            **options.pop("error_messages", {}),  # type: ignore[dict-item]  # a mapping of texts
        }
        super().__init__(error_messages=messages, **options)  # type: ignore[arg-type]  # as given
        self._which = which

    def validate(self, value: date | None) -> None:
        """Refuses a day that no inspection can have."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(
                f"Enter a day from {EARLIEST.year} to {LATEST.year}{self._which}."
            )


class Words(forms.CharField):
    """A line or, with `rows`, a text of words."""

    def __init__(self, *, rows: int = 0, **options: object) -> None:
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        messages = {
            "required": _required(str(options.get("label", ""))),
            "max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d.",
            **options.pop("error_messages", {}),  # type: ignore[dict-item]  # a mapping of texts
        }
        super().__init__(error_messages=messages, **options)  # type: ignore[arg-type]  # as given


def name_what_is_missing(form: forms.Form) -> None:
    """Says of each field of a form that has no words of its own what it waits for."""
    for name, field in form.fields.items():
        if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
            label = str(field.label or name.replace("_", " "))
            chooses = isinstance(field, forms.ChoiceField)
            said = f"Choose: {label.lower()}." if chooses else _required(label)
            field.error_messages["required"] = said
        if isinstance(field, forms.IntegerField):
            _name_range(field, str(field.label or name.replace("_", " ")))


def _name_range(field: forms.IntegerField, label: str) -> None:
    """Says of a number that does not fit which one it is, and what would."""
    least, most = field.min_value, field.max_value
    bounds = {
        (False, False): "",
        (True, False): f" of {least} or more",
        (False, True): f" of at most {most}",
        (True, True): f" from {least} to {most}",
    }[least is not None, most is not None]
    said = f"Enter a whole number{bounds} for “{label}”."
    for code in ("min_value", "max_value"):
        field.error_messages.setdefault(code, said)
    if field.error_messages["invalid"] == forms.IntegerField.default_error_messages["invalid"]:
        field.error_messages["invalid"] = said


def _required(label: str) -> str:
    """What a blank field asks for: `"Enter the title."`, `"Enter what was done."`.

    Labels that begin with a question word or say whose or which thing it is stand as they are.
    """
    words = (label[:1].lower() + label[1:]).rstrip("?") or "words here"
    stands = words.split()[0].rstrip(",") in _ASKS | _DETERMINED
    return f"Enter {words}." if stands else f"Enter the {words}."
