"""Second factors: who has one, how a code is used once, and what the library calls things."""

import base64
import hashlib
from hmac import compare_digest
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

SECOND: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_HAS_ONE: Final = "second_factor"


class SecondFactors(DefaultMFAAdapter):
    """Secrets are stored encrypted, with a key that the database does not hold."""

    error_messages = {  # noqa: RUF012  # as the library declares it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. Wait for the next one and enter that.",
        "cannot_delete_authenticator": "This is your only second factor; add another one first.",
        "cannot_generate_recovery_codes": "Set up a second factor first.",
    }

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second factor is left without this one."""
        return is_spare(authenticator)

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002  # the library's name
    ) -> str:
        """`Passkey`, `Passkey 2`, …"""
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {n + 1}" if n else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a browser shows when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Corecase"}


def is_missing(request: HttpRequest) -> bool:
    """Whether somebody signed in has no second factor and needs one.

    Noted in the session once there is one: it cannot be lost without the session ending.
    Demonstration people need none, and exist only in demo mode.
    """
    if request.session.get(_HAS_ONE) or (settings.DEMO and request.user.is_demonstration):  # type: ignore[union-attr]  # somebody is signed in
        return False
    has_one = Authenticator.objects.filter(user_id=request.user.pk, type__in=SECOND).exists()
    if has_one:
        request.session[_HAS_ONE] = True
    return not has_one


def is_spare(authenticator: Authenticator) -> bool:
    """Whether its owner has another second factor beside this one."""
    owned = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND)
    return bool(owned.exclude(pk=authenticator.pk).exists())


def claim(authenticator: Authenticator, code: str) -> bool:
    """Uses up a code of an authenticator app; False where it, or a later one, was used before.

    The row is locked, so that of two requests with one code only one comes in.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = SecondFactors().decrypt(row.data["secret"])
        steps = [step for step in yield_hotp_counters_from_time() if _is_of(secret, step, code)]
        if not steps or steps[0] <= row.data.get("used_step", 0):
            return False
        row.data["used_step"] = steps[0]
        row.save(update_fields=["data"])
    return True


def claim_first(user: AbstractBaseUser, code: str) -> None:
    """Uses up the code that set an authenticator app up."""
    claim(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), code)


def _is_of(secret: str, step: int, code: str) -> bool:
    expected: str = format_hotp_value(hotp_value(secret, step))
    return compare_digest(expected, "".join(code.split()))


def _fernet() -> Fernet:
    key = hashlib.sha256(b"second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
