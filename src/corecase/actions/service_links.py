"""Links of services: entered by one person as a source says it, public by the word of another.

An entry is never changed. A correction is another entry, and so is the taking out of a link; what
is public meanwhile stays as it is.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from corecase.actions import door
from corecase.actions.printed_facts import link_of, links
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import check_reason
from corecase.core.people import OPERATOR, Actor, Deed, NotAllowedError, check_may
from corecase.core.service_links import Link, LinkState, check_fits
from corecase.store.public.models import LinkEntry, ServiceLink

MEANWHILE: Final = "This was decided or changed meanwhile; look at what stands now."
SAID: Final = ("service", "kind", "other", "since", "until", "source", "standing")
"""All that a link says: by it a link that stands is known, so that none is taken for another."""
LONGEST: Final = {"service": 200, "other": 200, "since": 100, "until": 100, "source": 1000}


def enter(link: Link, *, by: Actor, now: datetime) -> int:
    """Enters a link, which waits for a second person; the number of the entry.

    Raises InputError for one that stands already, that another stands in the way of, or that
    leads round to itself.
    """
    check_may(by, Deed.REGISTER_REVIEW)
    return _enter(link, by=by, now=now)


def enter_here(link: Link, *, now: datetime) -> int:
    """The same from the machine of the site, where its operator types it."""
    return _enter(link, by=OPERATOR, now=now)


def correct(number: int, link: Link, *, reason: str, by: Actor, now: datetime) -> int:
    """Enters what a link that stands ought to say, its last day for example; it waits as well.

    Raises InputError where nothing is changed, where no reason is given, and as `enter`.
    """
    check_may(by, Deed.REGISTER_REVIEW)
    why = check_reason(reason)
    with door.writing(by=by, now=now) as write:
        row = _standing_entry(number)
        before = link_of(row)
        if link == before:
            raise InputError("Nothing is changed; change what is wrong, or leave it as it is.")
        _check(link, but=before)
        new = _row(link, by, now, corrects=row, reason=why)
        _say_entered(write, new)
    return new.pk


def take_out(number: int, *, reason: str, by: Actor, now: datetime) -> int:
    """Asks for a link that stands to be taken out; it stays until a second person agrees."""
    check_may(by, Deed.REGISTER_REVIEW)
    why = check_reason(reason)
    with door.writing(by=by, now=now) as write:
        row = _standing_entry(number)
        _check_unasked(row)
        new = _row(link_of(row), by, now, corrects=row, takes_out=True, reason=why)
        _say_entered(write, new)
    return new.pk


def release(number: int, *, by: Actor, now: datetime) -> None:
    """Releases an entry that another person made: what it says is public, and used.

    Raises InputError for one's own, where it was decided meanwhile, and where what stands by
    now is in its way.
    """
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_RELEASE)
        _lock_waiting()
        row = _entered(number, by)
        before = row.corrects
        if before is not None:
            if not _shown(before).exists():
                raise InputError(MEANWHILE)
            _shown(before).delete()
        if not row.takes_out:
            link = link_of(row)
            check_fits(link, links())
            _show(link)
        _decide(row, LinkState.RELEASED, by=by, now=now)
        write.say(
            EventKind.PRINTED_LINK_RELEASED, door.REGISTER, content=_content(row), link=row.pk
        )


def send_back(number: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Sends an entry that another person made back: it is kept and never becomes public."""
    why = check_reason(reason)
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_RELEASE)
        row = _entered(number, by)
        row.returned_because = why
        _decide(row, LinkState.RETURNED, by=by, now=now)
        write.say(
            EventKind.PRINTED_LINK_RETURNED,
            door.REGISTER,
            content=[*_content(row), why],
            link=row.pk,
        )


def withdraw(number: int, *, by: Actor, now: datetime) -> None:
    """Withdraws an entry that this person made, so that nobody is asked; it is kept.

    Raises InputError for another's, and where it was decided meanwhile.
    """
    check_may(by, Deed.REGISTER_REVIEW)
    _withdraw(number, by=by, now=now)


def withdraw_here(number: int, *, now: datetime) -> Link:
    """The same from the machine of the site, of what its operator typed there; the link.

    Raises InputError where there is no such entry, too.
    """
    if not LinkEntry.objects.filter(pk=number).exists():
        raise InputError(f"There is no link number {number}; give the number that was printed.")
    return _withdraw(number, by=OPERATOR, now=now)


def ship(found: Iterable[Link], reason: str, *, by: Actor, now: datetime) -> None:
    """Enters the links that come with Corecase, public at once, but for those entered before.

    What somebody entered here, took out, or has in its way stays as it is. For actions only.
    """
    with door.writing(by=by, now=now) as write:
        new = []
        for link in found:
            said = {"service": link.service, "kind": link.kind, "other": link.other}
            if LinkEntry.objects.filter(**said, source=link.source).exists() or not _fits(link):
                continue
            _show(link)
            new.append(_row(link, by, now, reason=reason, state=LinkState.RELEASED, decided_at=now))
        write.say(
            EventKind.PRINTED_LINKS_ENTERED,
            door.REGISTER,
            content=[_content(row) for row in new],
            links=len(new),
        )


def _enter(link: Link, *, by: Actor, now: datetime) -> int:
    with door.writing(by=by, now=now) as write:
        _check(link)
        new = _row(link, by, now)
        _say_entered(write, new)
    return new.pk


def _check(link: Link, *, but: Link | None = None) -> None:
    """Raises InputError for what cannot be kept, stands already, or waits already."""
    for name, most in LONGEST.items():
        words = getattr(link, name)
        if len(words) > most or "\0" in words:
            raise InputError(f"Shorten this to {most} characters that can be read.", field=name)
    check_fits(link, [one for one in links() if one != but])
    waiting = LinkEntry.objects.filter(state=LinkState.ENTERED, takes_out=False)
    if any(link_of(row) == link for row in waiting):
        raise InputError("This was entered already and waits for a second person.")


def _check_unasked(row: LinkEntry) -> None:
    if row.corrected_by.filter(state=LinkState.ENTERED, takes_out=True).exists():
        raise InputError("This was asked for already and waits for a second person.")


def _fits(link: Link) -> bool:
    try:
        check_fits(link, links())
    except InputError:
        return False
    return True


def _standing_entry(number: int) -> LinkEntry:
    row = _found(number)
    if row.state != LinkState.RELEASED or row.takes_out or not _shown(row).exists():
        raise InputError(MEANWHILE)
    return row


def _withdraw(number: int, *, by: Actor, now: datetime) -> Link:
    with door.writing(by=by, now=now) as write:
        row = _waiting(number)
        if row.entered_by != by.person_id:
            raise InputError("Somebody else entered this; send it back with a reason.")
        _decide(row, LinkState.WITHDRAWN, by=by, now=now)
        write.say(
            EventKind.PRINTED_LINK_WITHDRAWN, door.REGISTER, content=_content(row), link=row.pk
        )
    return link_of(row)


def _entered(number: int, by: Actor) -> LinkEntry:
    row = _waiting(number)
    if row.entered_by == by.person_id:
        raise InputError("You entered this yourself; a second person has to release it.")
    return row


def _waiting(number: int) -> LinkEntry:
    row = _found(number)
    if row.state != LinkState.ENTERED:
        raise InputError(MEANWHILE)
    return row


def _lock_waiting() -> None:
    """Lets no other entry be released meanwhile: each is asked whether it fits what stands."""
    rows = LinkEntry.objects.select_for_update().filter(state=LinkState.ENTERED)
    list(rows.order_by("pk").values_list("pk"))


def _found(number: int) -> LinkEntry:
    row = LinkEntry.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such link.")
    return row


def _row(link: Link, by: Actor, now: datetime, **said: object) -> LinkEntry:
    return LinkEntry.objects.create(
        **_values(link), entered_by=by.person_id, entered_at=now, **said
    )


def _values(link: Link) -> dict[str, str]:
    return {name: str(getattr(link, name)) for name in SAID}


def _show(link: Link) -> None:
    ServiceLink.objects.create(**_values(link))


def _shown(row: LinkEntry) -> QuerySet[ServiceLink]:
    """The public link that an entry put there, while it stands."""
    said = {name: getattr(row, name) for name in SAID}
    return ServiceLink.objects.filter(**said)


def _decide(row: LinkEntry, state: LinkState, *, by: Actor, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by.person_id, now
    row.save(update_fields=["state", "decided_by", "decided_at", "returned_because"])


def _say_entered(write: door.Writing, row: LinkEntry) -> None:
    write.say(EventKind.PRINTED_LINKS_ENTERED, door.REGISTER, content=_content(row), link=row.pk)


def _content(row: LinkEntry) -> list[str]:
    said = [row.service, row.kind, row.other, row.since, row.until, row.source, row.standing]
    return [*said, row.reason, str(row.takes_out)]
