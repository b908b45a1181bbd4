"""How the sign-in library behaves here: nobody signs up, everybody is invited."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import load_backend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from corecase.actions import invitations
from corecase.web import guesses

PROVED_FOR_SECONDS = 300
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Accounts(DefaultAccountAdapter):
    """Accounts are made by accepting an invitation, and no other way."""

    error_messages = {  # noqa: RUF012  # as the library declares it
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Try again, "
        "or reset your password.",
        "incorrect_password": "This password is not right.",
        "enter_current_password": "This is not your password now.",
        "too_many_login_attempts": "Too many attempts. Wait an hour and try again.",
        "rate_limited": "Too many attempts. Wait an hour and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, believing our own proxies only."""
        return guesses.address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: guesses at passwords are counted once, by `guesses`."""

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Saves a new password; failures of the account before it count no longer."""
        super().set_password(user, password)
        guesses.forget(user.get_username())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether somebody has to prove again who they are: not just after they did."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < PROVED_FOR_SECONDS:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required


class ProviderAccounts(DefaultSocialAccountAdapter):
    """A provider signs in who was invited; it makes no accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Links whom the provider vouches for with the person, or the invitation, of the address.

        Anybody else is refused with a sentence, and nothing is saved.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            # Signing in is all that a provider is for: nobody links an account of theirs.
            raise ImmediateHttpResponse(redirect("account"))
        if sociallogin.is_existing:
            return
        vouched = [given.email.lower() for given in sociallogin.email_addresses if given.verified]
        for email in vouched:
            person_id = invitations.accept_from_provider(email, now=timezone.now())
            if person_id is not None:
                sociallogin.connect(request, person(person_id))
                return
        raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        """The person's own account."""
        return reverse("account")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Too many guesses: when to try again."""
    return render(request, "errors/locked_out.html", status=429)


def person(person_id: int) -> Any:
    """Somebody active, as the sign-in library knows them; Http404 where there is nobody."""
    found = load_backend(BACKEND).get_user(person_id)
    if found is None:
        raise Http404
    return found


def has_provider() -> bool:
    """Whether a sign-in provider is configured."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
