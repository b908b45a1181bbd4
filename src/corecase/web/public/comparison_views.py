"""Views of a comparison on the public view: its page, its pictures, its sentences, its data."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corecase.actions import benchmarks, national_picture, open_data, programme_addresses
from corecase.actions.benchmarks import AskedOf
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.web.public.comparison_form import AMONG_WORDS, ComparisonForm, form_of
from corecase.web.public.middleware import PublicRequest


@require_safe
def compare(request: PublicRequest) -> HttpResponse:
    """A service beside others: the form, and below it what may be said and why."""
    form = _form(request)
    found, fault = None, ""
    if form.is_asked:
        asked = form.asked()
        if asked:
            try:
                found = benchmarks.shown(asked, now=request.now)
            except InputError as error:
                fault = str(error)
    told = national_picture.services_told(now=request.now)
    own = next((one for one in told if one.slug == form.service), None)
    addresses = programme_addresses.of(own.programmes if own else ())
    context = {
        "form": form,
        "found": found,
        "fault": fault,
        "services": told,
        "own": own,
        "programmes": [(addresses[name], name) for name in (own.programmes if own else ())],
        "among": list(AMONG_WORDS.items()),
        "formats": open_data.FORMATS,
    }
    return render(request, "public/compare.html", context, status=200)


@require_safe
def picture(request: PublicRequest, headline: str, kind: str) -> HttpResponse:
    """The chart or the funnel of a headline; with `narrow`, for a small screen."""
    with _answered():
        drawn = benchmarks.picture(
            _asked(request),
            headline,
            funnel=kind == "funnel",
            narrow="narrow" in request.GET,
            now=request.now,
        )
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
def data(request: PublicRequest, ending: str) -> HttpResponse:
    """Every figure of the comparison with what stands behind it."""
    asked = _asked(request)
    with _answered():
        made = benchmarks.table(asked, now=request.now)
    content, kind = open_data.written(made, ending)
    return _saved(content, kind, f"benchmark-{asked.service}-{asked.as_at}.{ending}")


@require_safe
def sentences(request: PublicRequest) -> HttpResponse:
    """The sentences of the comparison as plain text."""
    asked = _asked(request)
    with _answered():
        content = benchmarks.sentences(asked, now=request.now).encode()
    kind = "text/plain; charset=utf-8"
    return _saved(content, kind, f"benchmark-{asked.service}-{asked.as_at}.txt")


def _form(request: PublicRequest) -> ComparisonForm:
    return form_of(request.GET, timezone.localdate(request.now))


def _asked(request: PublicRequest) -> AskedOf:
    """What an address asks. NotAllowedError where its page would show faults instead."""
    asked = _form(request).asked()
    if asked is None:
        raise NotAllowedError("There is no such comparison.")
    return asked


@contextmanager
def _answered() -> Iterator[None]:
    """NotAllowedError where the page would say why there is no comparison."""
    try:
        yield
    except InputError as error:
        raise NotAllowedError("There is no such comparison.") from error


def _saved(content: bytes, kind: str, called: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    return response
