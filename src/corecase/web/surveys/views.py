"""Views of the survey site: the code, the choice of a language, the questions, the thanks.

Nothing is remembered between two requests: the code travels in the address, the answers in the
page, and neither in a cookie.
"""

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from corecase.actions import survey_answers
from corecase.actions.survey_answers import Asked, Terms
from corecase.core import survey_codes
from corecase.core.people import NotAllowedError
from corecase.core.questionnaires import Language
from corecase.core.survey_answers import Read, read
from corecase.web import survey_forms
from corecase.web.client_addresses import address
from corecase.web.surveys import middleware
from corecase.web.surveys.speech import Speech
from corecase.web.surveys.wrong_codes import WRONG_CODES


def with_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that a code opens. Wrong ones are counted, and after too many none is tried."""

    @wraps(view)
    def guarded(request: HttpRequest, **of_address: str) -> HttpResponse:
        place, at = address(request), time.monotonic()
        if WRONG_CODES.are_too_many(place, at=at):
            return middleware.too_many(request)
        try:
            return view(request, **of_address)
        except NotAllowedError:
            WRONG_CODES.note(place, at=at)
            raise

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Takes a code that is typed from a sheet."""
    if request.method != "POST":
        return middleware.page(request, "enter")
    typed = request.POST.get("code", "")
    code = survey_codes.read(typed)
    if not code:
        # Its form alone is judged, so nothing is told of any code that there is.
        return middleware.page(request, "enter", status=422, typed=typed, faulty=True)
    response = HttpResponseRedirect(f"/{code}/")
    response.status_code = 303
    return response


@require_safe
@with_code
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What the survey is about, and the choice of a language and of easy words."""
    asked = _asked(code)
    ways = [
        Speech(language=language, easy=easy)
        for language in asked.questionnaire.languages
        for easy in (False, True)
        if not easy or asked.questionnaire.has_easy(language)
    ]
    return middleware.page(request, "start", asked=asked, code=survey_codes.read(code), ways=ways)


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def questions(
    request: HttpRequest, code: str, language: str, easy: str | None = None
) -> HttpResponse:
    """The questions; then the answers to be checked; then the answers sent."""
    asked, speech = _asked(code, request.POST.get("opened", "")), _speech(language, easy)
    if speech.language not in asked.questionnaire.languages:
        raise NotAllowedError("There is no such page.")
    if request.method != "POST":
        return _asking(request, code, asked, speech, survey_forms.NOTHING)
    step = request.POST.get("step")
    found = read(asked.questionnaire, dict(request.POST.lists()))
    if step == "change":
        return _asking(request, code, asked, speech, survey_forms.without_faults(found))
    if found.faults:
        return _asking(request, code, asked, speech, found)
    if step != "send":
        return _checking(request, code, asked, speech, found)
    return _sending(request, code, asked, speech, found)


@require_safe
def thanks(request: HttpRequest, language: str, easy: str | None = None) -> HttpResponse:
    """The end: nothing of what was answered is left on the device."""
    return _thanked(request, _speech(language, easy), "")


@require_safe
@with_code
def thanks_on_device(
    request: HttpRequest, code: str, language: str, easy: str | None = None
) -> HttpResponse:
    """The end at a shared device, and the start for the next person while it is open."""
    try:
        again = survey_codes.read(code) if _asked(code).is_device else ""
    except NotAllowedError:
        again = ""
    return _thanked(request, _speech(language, easy), again)


def _asked(code: str, stamp: str = "") -> Asked:
    return survey_answers.asked(code, stamp, terms=_terms())


def _terms() -> Terms:
    return Terms(today=timezone.localdate(), key=settings.SURVEY_KEY, grace=settings.SURVEY_GRACE)


def _speech(language: str, easy: str | None) -> Speech:
    return Speech(language=Language(language), easy=bool(easy))


def _asking(
    request: HttpRequest, code: str, asked: Asked, speech: Speech, found: Read
) -> HttpResponse:
    form = survey_forms.form(asked.questionnaire, speech, found)
    context = {"asked": asked, "speech": speech, "form": form, "here": _here(code, speech)}
    return middleware.page(request, "questions", status=422 if found.faults else 200, **context)


def _checking(
    request: HttpRequest,
    code: str,
    asked: Asked,
    speech: Speech,
    found: Read,
    *,
    status: int = 200,
) -> HttpResponse:
    form = survey_forms.form(asked.questionnaire, speech, found)
    context = {"asked": asked, "speech": speech, "form": form, "here": _here(code, speech)}
    return middleware.page(request, "check", status=status, not_sent=status != 200, **context)


def _sending(
    request: HttpRequest, code: str, asked: Asked, speech: Speech, found: Read
) -> HttpResponse:
    try:
        survey_answers.send(code, asked.stamp, found.answers, terms=_terms())
    except DatabaseError:
        return _checking(request, code, asked, speech, found, status=503)
    before = f"/{survey_codes.read(code)}" if asked.is_device else ""
    response = HttpResponseRedirect(f"{before}/thanks/{speech.road}")
    response.status_code = 303
    return response


def _thanked(request: HttpRequest, speech: Speech, again: str) -> HttpResponse:
    response = middleware.page(request, "thanks", speech=speech, again=again)
    if settings.SECURE_SSL_REDIRECT:
        # Browsers listen to this by https only.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _here(code: str, speech: Speech) -> str:
    return f"/{survey_codes.read(code)}/{speech.road}"
