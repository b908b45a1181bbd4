"""News for those who hold a link to a report: it goes out at another instant, or is held back."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from corecase.core.errors import InputError
from corecase.core.people import Actor
from corecase.notify import copies as letters
from corecase.notify import mail
from corecase.notify.letters import Letter
from corecase.store.cases.models import Recipient, ReportVersion


def moved(version: ReportVersion, holders: Iterable[Recipient], *, by: Actor) -> tuple[str, ...]:
    """Mails the new instant of publication; the names of those whom no letter reached."""
    service, until = version.inspection.service.name, timezone.localtime(version.publish_at)
    return _mailed(
        holders,
        lambda name: letters.moved(name=name, service=service, sender=by.name, until=until),
    )


def held_back(
    version: ReportVersion, holders: Iterable[Recipient], *, by: Actor
) -> tuple[str, ...]:
    """Mails that a version is not released any more; the names of those whom no letter reached."""
    service = version.inspection.service.name
    return _mailed(
        holders, lambda name: letters.held_back(name=name, service=service, sender=by.name)
    )


def _mailed(holders: Iterable[Recipient], letter: Callable[[str], Letter]) -> tuple[str, ...]:
    return tuple(to.name for to in holders if not _is_mailed(letter(to.name), to.email))


def _is_mailed(letter: Letter, to: str) -> bool:
    """Whether a letter left; what is saved stays so where the mail server is silent."""
    try:
        mail.check_delivers()
        mail.send(letter, to=to)
    except InputError:
        return False
    return True
