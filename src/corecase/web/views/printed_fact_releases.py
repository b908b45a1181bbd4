"""Views: the second person's word on printed facts, of one file, of one inspection or of all."""

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from corecase.actions import printed_fact_release_pages as pages
from corecase.actions import printed_fact_releases as actions
from corecase.actions.printed_fact_releases import Which
from corecase.core.people import NotAllowedError
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import number_in, page, posted, staff, status_of

_DEEDS: Final = ("release", "all", "send_back", "withdraw", "withdraw_all")
_MEANWHILE: Final = "Some of these were decided meanwhile; choose again."
_INSPECTION: Final = ("service", "programme", "kind", "inspected")


class ReleaseForm(forms.Form):
    """Decisions of a page, and a second person's word on them; `ticked` are to be ticked again.

    `mine` are those of the reader, to be withdrawn.
    """

    chosen = forms.TypedMultipleChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": _MEANWHILE}
    )
    mine = forms.TypedMultipleChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": _MEANWHILE}
    )
    deed = forms.ChoiceField(
        choices=[(one, one) for one in _DEEDS],
        error_messages={"required": "Press one of the buttons."},
    )
    reason = Words(
        label="Why the chosen facts are sent back",
        required=False,
        max_length=1000,
        help_text="Needed to send them back; one reason for all that are chosen.",
    )
    mark = forms.CharField(required=False, max_length=64)
    own_mark = forms.CharField(required=False, max_length=64)

    def __init__(self, data: QueryDict | None, *, found: pages.ReleasePage) -> None:
        super().__init__(data)
        chosen = [*data.getlist("chosen"), *data.getlist("mine")] if data else []
        self.ticked = frozenset(chosen)
        self.fields["chosen"].choices = [(one, one) for one in found.decisions]  # type: ignore[attr-defined]  # a choice field
        self.fields["mine"].choices = [(one, one) for one in found.own]  # type: ignore[attr-defined]  # a choice field


@staff("GET", "POST")
def releases(request: StaffRequest) -> HttpResponse:
    """What waits for a second person, by inspection."""
    which, asked = _which(request.GET), number_in(request.GET.get("page", "1"))
    sent = request.method == "POST"
    found = pages.releases(which, page=asked, or_last=sent, by=request.actor)
    form = ReleaseForm(request.POST or None, found=found)
    if sent and not found.may_release:
        raise NotAllowedError("There is no such page.")

    def act(cleaned: dict[str, Any]) -> None:
        messages.success(request, _done(request, which, cleaned))

    if posted(request, form, act):
        # An inspection of which nothing waits any more is nothing to come back to.
        left = "?" + urlencode({"text": which.text}) if which.text is not None else ""
        return redirect(request.path + left)
    context = {"found": found, "form": form, "query": _query}
    return page(request, "printed_facts/releases.html", context, status=status_of(form))


def _done(request: StaffRequest, which: Which, cleaned: dict[str, Any]) -> str:
    by, now, chosen = request.actor, request.now, cleaned["chosen"]
    match cleaned["deed"]:
        case "release":
            return f"Released: {_facts(actions.release(chosen, by=by, now=now))}."
        case "all":
            n_done = actions.release_all(which, seen=cleaned["mark"], by=by, now=now)
            return f"Released: {_facts(n_done)}."
        case "send_back":
            n_done = actions.send_back(chosen, reason=cleaned["reason"], by=by, now=now)
            return f"Sent back: {_facts(n_done)}."
        case "withdraw":
            return f"Withdrawn: {_facts(actions.withdraw(cleaned['mine'], by=by, now=now))}."
    n_done = actions.withdraw_all(which, seen=cleaned["own_mark"], by=by, now=now)
    return f"Withdrawn: {_facts(n_done)}."


def _which(asked: QueryDict) -> Which:
    """What is asked for: of an inspection all four names count, and an empty one as empty."""
    text = asked.get("text")
    said = {name: asked.get(name, "") for name in _INSPECTION}
    if any(len(words) > 200 or "\0" in words for words in said.values()):
        raise NotAllowedError("There is no such inspection.")
    if not said["service"]:
        said = dict.fromkeys(said, "")
    return Which(text=number_in(text) if text is not None else None, **said)


def _query(which: Which, page: int = 1) -> str:
    """The end of an address that asks for these facts, and for a page of them."""
    said: dict[str, object] = {name: getattr(which, name) for name in _INSPECTION}
    said = {name: words for name, words in said.items() if words}
    if which.text is not None:
        said["text"] = which.text
    if page > 1:
        said["page"] = page
    return "?" + urlencode(said) if said else ""


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count} facts"
