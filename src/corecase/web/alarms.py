"""The banner of alerts that stands on every page of whoever has to take them up."""

from django.db import DatabaseError

from corecase.actions import alerts
from corecase.core.people import PERMISSIONS, Actor, Deed


def watches(actor: Actor) -> bool:
    """Whether alerts can wait for this person: a lead inspector, or a service's liaison."""
    return any(role in PERMISSIONS[Deed.ALERT_ANSWER] for role in actor.roles)


def waiting(actor: Actor) -> tuple[alerts.Waiting, ...]:
    """The alerts that wait for this person; none on a page that says the database is away."""
    try:
        return alerts.waiting(by=actor)
    except DatabaseError:
        return ()
