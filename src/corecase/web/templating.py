"""How pages are made: the template engine, and what every page knows."""

import json
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, select_autoescape

from corecase.actions import improvement_plans, own_inspections
from corecase.core.people import Actor, Deed, Role, may
from corecase.web import alarms, public_addresses
from corecase.web.days import clock, day, weekday
from corecase.web.days import moment as moment
from corecase.web.rooms import has_url, rooms

MACROS = "govuk_frontend_jinja"


def environment(**options: object) -> Environment:
    """The engine of the staff site: the official macros, our pages, nothing undefined."""
    options.pop("loader", None)
    options.pop("autoescape", None)
    engine = Environment(
        loader=ChoiceLoader(
            [PackageLoader("corecase.web"), PrefixLoader({MACROS: PackageLoader(MACROS)})]
        ),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,  # type: ignore[arg-type]  # Django passes what its settings say
    )
    engine.globals.update(static=static, url=_url, has_url=has_url, rooms=rooms)
    engine.globals.update(Deed=Deed, may=may, public_address=public_addresses.of_report)
    engine.globals.update(watches=alarms.watches, waiting=alarms.waiting, new_key=uuid4)
    engine.globals.update(own_services=own_services)
    engine.globals.update(reads_improvement=improvement_plans.reads_any)
    engine.filters.update(clock=clock, weekday=weekday)
    engine.filters.update(day=day, moment=moment, code=code_in_words)
    engine.filters.update(passkey_options=passkey_options)
    return engine


def page(request: HttpRequest) -> dict[str, object]:
    """What every page knows: who reads it, the notice of a demonstration."""
    actor: Actor | None = getattr(request, "actor", None)
    # As text: until it is read the nonce counts as false, and templates ask.
    nonce = str(getattr(request, "csp_nonce", ""))
    idle = settings.IDLE_MINUTES
    return {"actor": actor, "demo": settings.DEMO, "nonce": nonce, "idle_minutes": idle}


def own_services(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The services in which somebody plans self-inspections; asked for only where there can be."""
    return own_inspections.services(by=actor) if Role.QUALITY_MANAGER in actor.roles else ()


def passkey_options(options: object) -> str:
    """What a browser asks a passkey for, as JSON; the library's values are mappings."""
    return json.dumps(options, default=dict)


def code_in_words(value: str) -> str:
    """`FILE_MISSING` as `file missing`."""
    return str(value).lower().replace("_", " ")


def _url(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)
