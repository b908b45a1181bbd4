"""Exports: a service's own judgements in long form, under pseudonyms, with a data dictionary."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings

from corecase.actions import door, frameworks, own_inspections, scores
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.own_inspections import OwnKind
from corecase.core.people import Actor, Deed
from corecase.exchange import own_judgements
from corecase.exchange.own_judgements import OwnWork
from corecase.pipelines.own_judgements import FORMS, written
from corecase.store.cases.models import Inspection


def forms() -> dict[str, str]:
    """The forms of the file, by name and in words."""
    return dict(FORMS)


def export(
    service: str, *, form: str, key: str, stays: bool, by: Actor, now: datetime
) -> tuple[str, bytes]:
    """The judgements of every self-inspection of a service: the name of a file, and its content.

    `key` is made by chance for this export alone. Where `stays`, the site's own key takes its
    place, so that a case has the same pseudonym in every export of this service. Raises
    InputError for another form, and where nothing is judged yet.
    """
    if form not in FORMS:
        raise InputError("Choose the form of the file.", field="form")
    with door.writing(by=by, now=now) as write:
        owner = own_inspections.planned_by(service, Deed.OWN_EXPORT, by)
        found = Inspection.objects.select_related("programme", "service").filter(service=owner)
        rows = tuple(found.exclude(own_kind="").order_by("pk"))
        works = tuple(work for row in rows if any((work := _work(row)).judgements))
        if not works:
            raise InputError("Nothing is judged in a self-inspection of this service yet.")
        lines = own_judgements.rows_of(works, _kept_key(service) if stays else key)
        write.say(
            EventKind.OWN_JUDGEMENTS_EXPORTED,
            door.HOUSE,
            content=lines,
            service=service,
            form=form,
            judgements=len(lines),
        )
    for row in rows:
        refs = (case.id for case in scores.cases_of(row))
        door.consulted("JUDGEMENTS", *refs, inspection=row, by=by, now=now)
    return written(form, lines)


def _work(row: Inspection) -> OwnWork:
    judgements, _ = scores.effective_judgements(row)
    return OwnWork(
        code=row.code,
        service=row.service.name,
        kind=OwnKind(row.own_kind).words,
        began_on=row.fieldwork_starts_on.isoformat() if row.fieldwork_starts_on else "",
        framework=frameworks.of(row),
        judgements=judgements,
    )


def _kept_key(service: str) -> str:
    """The key of a service's pseudonyms that stay; it never leaves the site."""
    content = f"own judgements of {service}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), content, hashlib.sha256).hexdigest()
