"""Guessing at passwords: how often, from where, and when it is enough.

Three limits an hour: 5 for one account at one address, 100 for one address, and 10 for one account
from all addresses at which its owner never came in. So a stranger cannot guess more by having many
addresses, and cannot lock the owner out: not where the owner signs in usually, not with a passkey,
and not for longer than it takes to set a new password by mail.
"""

from collections.abc import Mapping
from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from axes.utils import reset
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest

from corecase.web.client_addresses import NOWHERE as NOWHERE
from corecase.web.client_addresses import address as address

PER_ADDRESS: Final = 100
PER_ACCOUNT: Final = 10


class Guesses(AxesDatabaseHandler):
    """Counts failures in the database, where every process of the site sees them."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The failures of this account at this address, or the limit where another one is met."""
        here: int = super().get_failures(request, credentials)
        limit: int = settings.AXES_FAILURE_LIMIT
        if here >= limit:
            return here
        name, where = account(request, credentials), address(request)
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        if _failures(recent.filter(ip_address=where)) >= PER_ADDRESS:
            return limit
        usual = AccessLog.objects.filter(username=name).values_list("ip_address", flat=True)
        usual_addresses = set(usual.distinct())
        if where in usual_addresses:
            return here
        strangers = recent.filter(username=name).exclude(ip_address__in=usual_addresses)
        return limit if _failures(strangers) >= PER_ACCOUNT else here


def account(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail address that is tried, as it is stored."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or given.get("login")
    return str(tried or request.POST.get("login") or "").strip().lower()


def forget(email: str) -> None:
    """Forgets the failures of an account, whose owner has just proved to be who they are."""
    reset(username=email.strip().lower())


def _failures(attempts: "QuerySet[AccessAttempt]") -> int:
    return attempts.aggregate(n=Sum("failures_since_start"))["n"] or 0
