"""Views: a report is handed in, signed, and its signature withdrawn."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import report_versions
from corecase.actions import sign_off as actions
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.publication import name_untold


class SignForm(forms.Form):
    """The day that the report prints as its publication, and the draft that its signer read."""

    publish_on = Day(
        label="Day of publication",
        help_text="The report prints this day and counts the improvement plan from it. Whoever "
        "releases it chooses the hour; for another day the report is signed again. A corrected "
        "report goes on printing the day of its first publication.",
    )
    has_read = forms.BooleanField(
        label="I have read the whole report as it is on this page's preview",
        error_messages={"required": "Read the whole report, then tick that you have."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    """Why a signature is taken back."""

    reason = Words(label="Why the signature is withdrawn", rows=4, max_length=actions.REASON)


@staff("GET", "POST")
def sign_off(request: StaffRequest, code: str) -> HttpResponse:
    """What is still open, the scores and who wrote; below it the signature."""
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        actions.check_may_sign(code, by=request.actor)

    def sign(cleaned: dict[str, Any]) -> None:
        read = {name: cleaned[name] for name in ("publish_on", "seen")}
        actions.sign(code, **read, by=request.actor, now=request.now)

    if posted(request, form, sign):
        messages.success(request, "Signed. The worker renders the version in every format now.")
        return redirect("publication", code)
    return _shown(request, code, form)


@staff("POST")
def hand_in(request: StaffRequest, code: str) -> HttpResponse:
    """The draft is closed and waits for its signature."""
    form = forms.Form(request.POST)
    if posted(request, form, lambda _: actions.hand_in(code, by=request.actor, now=request.now)):
        messages.success(request, "Handed in: the draft is closed and waits to be signed.")
        return redirect("sign_off", code)
    return _shown(request, code, form)


@staff("GET", "POST")
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    """The signature is taken back, with the reason."""
    form = WithdrawForm(request.POST or None)

    untold: list[str] = []

    def act(cleaned: dict[str, str]) -> None:
        untold.extend(actions.withdraw(code, **cleaned, by=request.actor, now=request.now))

    if posted(request, form, act):
        messages.success(request, "Withdrawn: the draft is open again. Nothing is published.")
        name_untold(request, tuple(untold))
        return redirect("publication", code)
    found = report_versions.signed(code, by=request.actor, now=request.now)
    context = {"page": found, "form": form}
    return page(request, "publication/withdraw.html", context, status=status_of(form))


@staff("POST")
def render_again(request: StaffRequest, code: str) -> HttpResponse:
    """The worker is asked once more for a version whose rendering failed."""
    actions.render_again(code, by=request.actor, now=request.now)
    messages.success(request, "Asked for: the worker renders the signed version once more.")
    return redirect("publication", code)


def _shown(request: StaffRequest, code: str, form: forms.Form) -> HttpResponse:
    found = actions.shown(code, by=request.actor, now=request.now)
    # A refused form keeps the draft that it was opened on: what changed is signed once it is read.
    changed = form.data.get("seen", found.seen) != found.seen
    has_changed = changed and "publish_on" not in form.errors
    if not form.is_bound:
        form.initial = {"publish_on": found.usual_day, "seen": found.seen}
    context = {"page": found, "form": form, "has_changed": has_changed}
    return page(request, "publication/sign_off.html", context, status=status_of(form))
