"""Alerts: raised from a case, read by the lead and the service, and what each does about them."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import alerting
from corecase.actions import alerts as actions
from corecase.actions.alerting import Raised, SentAlready
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.web.forms import Day, Words
from corecase.web.middleware import BACKGROUND, StaffRequest
from corecase.web.pages import page, posted, staff, status_of

NOT_RECEIVED = (
    "NOT RECEIVED: telephone the lead inspector now. What you wrote is still here; send it again "
    "after the call."
)
SAVED = {
    "receive": "Saved: the alert is received.",
    "acknowledge": "Saved: the lead inspector sees that you have read it.",
    "act": "Saved: the lead inspector sees what was done.",
    "close": "Saved: the alert is closed.",
}


class ConcernForm(forms.Form):
    """What worries whoever raises an alert; `key` was made with the form."""

    concern = Words(
        label="What is the concern?",
        rows=6,
        help_text="Say who may be at risk and why. No names: the reference says whose case it is.",
        error_messages={"required": "Say what the concern is."},
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_key(self) -> UUID:
        """The identifier; a form that lost it still gets through, as an alert of its own."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def make_anew(self) -> None:
        """Gives the form another identifier, so that it can be sent as another alert."""
        typed = {name: self.data.get(name) for name in self.data}
        self.data = {**typed, "key": str(uuid4())}


class TellForm(forms.Form):
    """What the service is asked."""

    asked = Words(
        label="What the service has to know and do",
        rows=5,
        help_text="The service reads this and not what the assessor wrote.",
    )
    act_by = Day(label="By when")
    contact_id = forms.TypedChoiceField(
        label="Contact of the service who is told",
        coerce=int,
        error_messages={
            "required": "Choose a contact. Where there is none, telephone the service now."
        },
    )


class DoneForm(forms.Form):
    """What was done."""

    done = Words(label="What was done", rows=5, help_text="What was done, when, and by which role.")


@staff("GET", "POST")
def case_alert(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Raises an alert on a case; where it is not received, the page says so and keeps the text."""
    if request.method != "POST":
        return _concern(request, code, ref, ConcernForm(initial={"key": uuid4()}))
    form = ConcernForm(request.POST)
    try:
        return _sent(request, code, ref, form)
    except (DatabaseError, NotAllowedError) as error:
        status = 404 if isinstance(error, NotAllowedError) else 503
        form.add_error(None, NOT_RECEIVED)
        return page(request, "alerts/not_received.html", {"form": form}, status=status)


@staff()
def waiting(request: StaffRequest) -> HttpResponse:
    """The alerts that wait for this person; to a page that asks by itself, the banner alone."""
    if BACKGROUND in request.headers:
        return page(request, "alerts/banner.html")
    return page(request, "alerts/waiting.html")


@staff()
def alerts(request: StaffRequest, code: str) -> HttpResponse:
    """The alerts of an inspection that this person may see."""
    shown = actions.listed(code, by=request.actor, now=request.now)
    context = {"inspection": shown, "alerts": shown, "current": "alerts"}
    return page(request, "alerts/list.html", context)


@staff("GET", "POST")
def alert(request: StaffRequest, code: str, key: UUID, deed: str = "") -> HttpResponse:
    """One alert, with the form for what comes next; `deed` is the one sent."""
    shown = actions.one(code, key, by=request.actor, now=request.now)
    form = None
    if request.method == "POST":
        form = _form(deed, shown, request.POST)
        if posted(request, form, lambda typed: _do(request, shown, deed, typed)):
            if deed in SAVED:
                messages.success(request, SAVED[deed])
            return redirect("alert", code, key)
    context = {
        "inspection": shown,
        "alert": shown,
        "form": form,
        "deed": deed,
        "tell": form if deed == "tell" and form else _form("tell", shown),
        "act": form if deed == "act" and form else _form("act", shown),
        "plain": forms.Form(),
        "current": "alerts",
    }
    return page(request, "alerts/one.html", context, status=status_of(form) if form else 200)


def _concern(request: StaffRequest, code: str, ref: str, form: ConcernForm) -> HttpResponse:
    shown = actions.for_case(code, ref, by=request.actor, now=request.now)
    context = {"inspection": shown, "form": form, "current": "cases"}
    return page(request, "alerts/raise.html", context, status=status_of(form))


def _sent(request: StaffRequest, code: str, ref: str, form: ConcernForm) -> HttpResponse:
    raised: list[Raised] = []

    def act(typed: dict[str, Any]) -> None:
        try:
            raised.append(
                alerting.raise_alert(code, ref, **typed, by=request.actor, now=request.now)
            )
        except SentAlready:
            form.make_anew()
            raise
        except DatabaseError as error:
            raise InputError(NOT_RECEIVED) from error

    if not posted(request, form, act):
        return _concern(request, code, ref, form)
    _say(request, raised[0])
    return redirect("alert", code, form.cleaned_data["key"])


def _say(request: StaffRequest, raised: Raised) -> None:
    """Who has the alert now, and what is left to do by telephone."""
    if not raised.leads:
        messages.warning(
            request,
            "The alert is saved, but nobody leads this inspection today: telephone the "
            "inspectorate now.",
        )
        return
    leads, sees = " and ".join(raised.leads), "sees" if len(raised.leads) == 1 else "see"
    messages.success(request, f"Received: {leads} {sees} the alert at the top of every page.")
    if not raised.is_mailed:
        messages.warning(
            request, f"The mail about it could not be sent: telephone {leads} as well."
        )


def _form(deed: str, shown: actions.One, typed: Any = None) -> forms.Form:
    if deed == "tell":
        form = TellForm(
            typed, initial={"act_by": timezone.localdate(), "contact_id": shown.contact_id}
        )
        form.fields["contact_id"].choices = shown.contacts  # type: ignore[attr-defined]  # a choice field
        return form
    if deed == "act":
        return DoneForm(typed)
    if deed not in SAVED:
        raise Http404
    return forms.Form(typed)


def _do(request: StaffRequest, shown: actions.One, deed: str, typed: dict[str, Any]) -> None:
    of_alert: dict[str, Any] = {"by": request.actor, "now": request.now}
    code, key = shown.code, shown.listed.id
    if deed == "tell":
        is_mailed = alerting.tell(code, key, **typed, **of_alert)
        messages.success(request, "Saved: the service sees it when its contact signs in.")
        if not is_mailed:
            messages.warning(request, "The mail could not be sent: telephone the contact as well.")
    elif deed == "act":
        alerting.act(code, key, **typed, **of_alert)
    else:
        plain = {
            "receive": alerting.receive,
            "acknowledge": alerting.acknowledge,
            "close": alerting.close,
        }
        plain[deed](code, key, **of_alert)
