"""Fields of forms as the pages show them."""

from django import forms


class Day(forms.DateField):
    """A day, typed as 21/11/2026 or 2026-11-21 or chosen."""

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


class Words(forms.CharField):
    """A line or, with `rows`, a text of words."""

    def __init__(self, *, rows: int = 0, **options: object) -> None:
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        messages = {
            "required": _required(str(options.get("label", ""))),
            **options.pop("error_messages", {}),  # type: ignore[dict-item]  # a mapping of texts
        }
        super().__init__(error_messages=messages, **options)  # type: ignore[arg-type]  # as given


def _required(label: str) -> str:
    """What a blank field asks for: `"Enter the title."`, `"Enter what was done."`."""
    words = (label[:1].lower() + label[1:]).rstrip("?") or "words here"
    asks = words.startswith(("what ", "why ", "who ", "how ", "words ", "any "))
    return f"Enter {words}." if asks else f"Enter the {words}."
