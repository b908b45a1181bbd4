"""Coming in: by password, by invitation, as somebody of the demonstration."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from corecase.actions import directory, invitations
from corecase.core.errors import InputError
from corecase.web import second_factors, sign_in
from corecase.web.pages import page, posted, status_of
from corecase.web.sign_in_forms import AcceptInvitation


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    """E-mail address and password, or another way in that is set up here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ways in."""
        people = directory.demonstration() if settings.DEMO else ()
        ways = {"demonstration": people, "provider": sign_in.has_provider()}
        return {**super().get_context_data(**kwargs), **ways}


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]  # the library has no types
    """Setting up an authenticator app; its first code is used up by it."""

    def form_valid(self, form: Form) -> HttpResponse:
        """The app is set up."""
        response: HttpResponse = super().form_valid(form)
        second_factors.claim_first(self.request.user, form.cleaned_data["code"])
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # the library has no types
    """Removing a passkey, unless it is the only second factor."""

    def form_valid(self, form: Form) -> HttpResponse:
        """The passkey is gone, or a sentence says why it is not."""
        if not second_factors.is_spare(self.get_object()):
            messages.error(self.request, "This is your only second factor; add another one first.")
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


@require_http_methods(["GET"])
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Setting up a second factor, before anything else."""
    return page(request, "mfa/choose.html")


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accepting an invitation: a password of one's own, and then the second factor."""
    now = timezone.now()
    form = AcceptInvitation(request.POST or None)
    try:
        invited = invitations.read(token, now=now)
    except InputError as error:
        return page(request, "people/no_invitation.html", {"error": error}, status=404)
    joined: list[int] = []

    def accept(typed: dict[str, Any]) -> None:
        joined.append(invitations.accept(token, typed["password1"], now=now))

    if posted(request, form, accept):
        return _let_in(request, joined[0])
    context = {"form": form, "invited": invited}
    return page(request, "people/invitation.html", context, status=status_of(form))


@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """Signs in as somebody of the demonstration, who is invented; in demo mode only."""
    known = {str(person.person_id) for person in directory.demonstration()}
    if not settings.DEMO or request.POST.get("person") not in known:
        raise Http404
    logout(request)
    person = sign_in.person(int(request.POST["person"]))
    login(request, person, backend=sign_in.BACKEND)
    return redirect("home")


def _let_in(request: HttpRequest, person_id: int) -> HttpResponse:
    """Signs in whoever has just chosen a password; the second factor comes next."""
    logout(request)
    person = sign_in.person(person_id)
    credentials = {"email": person.get_username()}
    response: HttpResponse = perform_password_login(request, credentials, Login(user=person))
    return response
