"""Views: what a service runs on itself: the list, a new one, sharing, draw, calibration, export."""

from secrets import token_hex
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import calibrations, own_draws, own_exports, own_guests
from corecase.actions import own_inspections as actions
from corecase.core.own_inspections import OwnKind
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


class OwnForm(forms.Form):
    """What a self-inspection is to be."""

    framework = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What it is",
        choices=[(one.value, one.words.capitalize()) for one in OwnKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    criteria = forms.MultipleChoiceField(
        label="Criteria",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose those that a thematic review is about. None takes all of them.",
    )
    starts_on = Day(label="First day of the work")
    ends_on = Day(label="Last day of the work")
    first_start = Day(label="Orders that started from")
    last_start = Day(label="Orders that started until")

    def __init__(self, *args: Any, choice: actions.Choice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["criteria"].choices = list(choice.criteria)  # type: ignore[attr-defined]  # a choice field


class GuestForm(forms.Form):
    """Somebody of a partner agency, and until when they review."""

    name = Words(label="Name of the guest reviewer", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address like name@example.gov.uk.",
        },
    )
    ends_on = Day(
        label="Last day on which they may look at cases",
        help_text="They see the cases that you give them here, and nothing else.",
    )


class DrawForm(forms.Form):
    """The word behind the draw."""

    word = Words(
        label="Your word or number",
        max_length=60,
        help_text="Settle it before you know the case list. It goes into the seed, so that anybody "
        "can repeat the draw.",
    )


class ExportForm(forms.Form):
    """The form of an export, and whether its pseudonyms stay."""

    form = forms.ChoiceField(
        label="Form of the file",
        choices=list(own_exports.forms().items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the form of the file."},
    )
    stays = forms.BooleanField(
        label="Keep pseudonyms the same in later exports",
        required=False,
        help_text="Only where cases have to be followed from one export to the next. Otherwise a "
        "case has another pseudonym each time.",
    )


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """The self-inspections of a service."""
    found = actions.of_service(code, by=request.actor)
    return page(request, "own_inspections/listed.html", {"found": found})


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """First the framework is chosen, then what the self-inspection is to be."""
    choices = actions.choices(code, by=request.actor)
    asked = request.POST.get("framework") or request.GET.get("framework", "")
    choice = next((one for one in choices if one.id == asked), None)
    if choice is None:
        return page(request, "own_inspections/framework.html", {"code": code, "choices": choices})
    form = OwnForm(request.POST or None, choice=choice, initial={"framework": choice.id})
    done: list[str] = []

    def act(cleaned: dict[str, Any]) -> None:
        kind, criteria = OwnKind(cleaned.pop("kind")), tuple(cleaned.pop("criteria"))
        draft = actions.Draft(kind=kind, criteria=criteria, **cleaned)
        done.append(actions.plan(code, draft, by=request.actor, now=request.now))

    if posted(request, form, act):
        messages.success(request, "Planned. Next: the team, then the case list.")
        return redirect("own_inspection", done[0])
    context: dict[str, Any] = {"code": code, "choice": choice, "form": form}
    return page(request, "own_inspections/new.html", context, status=status_of(form))


@staff()
def one(request: StaffRequest, code: str) -> HttpResponse:
    """One self-inspection: who does what, and where each step is."""
    found = actions.page(code, by=request.actor)
    return page(request, "own_inspections/own.html", {"found": found, **_room(found)})


@staff("GET", "POST")
def invite_guest(request: StaffRequest, code: str) -> HttpResponse:
    """Somebody of a partner agency is invited to review."""
    found = actions.page(code, by=request.actor)
    form = GuestForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        own_guests.invite(
            code,
            **typed,
            link=lambda token: request.build_absolute_uri(reverse("invitation", args=[token])),
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(
            request,
            "Saved. Who does not sign in here yet is sent an invitation that works for 7 days. "
            "Then take them into the team.",
        )
        return redirect("own_inspection", code)
    context = {"found": found, "form": form, **_room(found)}
    return page(request, "own_inspections/guest.html", context, status=status_of(form))


@staff("POST")
def share(request: StaffRequest, code: str) -> HttpResponse:
    """The inspectorate sees the scores, or no longer."""
    shown = request.POST.get("shown") == "yes"
    actions.share(code, shown=shown, by=request.actor, now=request.now)
    said = (
        "The inspectorate sees the scores now." if shown else "The inspectorate sees nothing now."
    )
    messages.success(request, said)
    return redirect("own_inspection", code)


@staff("GET", "POST")
def quarterly_draw(request: StaffRequest, code: str) -> HttpResponse:
    """A case of every case manager is drawn."""
    found = own_draws.plan(code, by=request.actor)
    form = DrawForm(request.POST or None)
    said: list[str] = []

    def act(cleaned: dict[str, str]) -> None:
        said.extend(own_draws.draw(code, word=cleaned["word"], by=request.actor, now=request.now))

    if posted(request, form, act):
        messages.success(request, " ".join(("The sample is drawn.", *said)))
        return redirect("sample", code)
    context = {"found": found, "form": form, **_room(found)}
    return page(request, "own_inspections/draw.html", context, status=status_of(form))


@staff()
def calibration(request: StaffRequest, code: str) -> HttpResponse:
    """The service's judgements beside those of its next inspection."""
    found = calibrations.page(code, by=request.actor, now=request.now)
    return page(request, "own_inspections/calibration.html", {"found": found, **_room(found)})


@staff("GET", "POST")
def export(request: StaffRequest, code: str) -> HttpResponse:
    """The service takes its own judgements away."""
    found = actions.of_service(code, by=request.actor)
    form = ExportForm(request.POST or None)
    made: list[tuple[str, bytes]] = []

    def act(cleaned: dict[str, Any]) -> None:
        key = token_hex(32)
        made.append(own_exports.export(code, key=key, by=request.actor, now=request.now, **cleaned))

    if posted(request, form, act):
        name, content = made[0]
        response = HttpResponse(content, content_type=_TYPES[name[name.rindex(".") :]])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    context = {"found": found, "form": form}
    return page(request, "own_inspections/export.html", context, status=status_of(form))


def _room(found: Any) -> dict[str, object]:
    return {"inspection": found.heading, "current": "own_inspection"}
