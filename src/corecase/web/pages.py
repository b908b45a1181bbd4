"""What views share: a page, a form that keeps what was typed, and who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.web import errors
from corecase.web.forms import name_what_is_missing

NOT_SAVED = (
    "Not saved: the database did not take it. Nothing you typed is lost; try again in a moment."
)


def staff(
    *methods: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view for somebody signed in, with the methods that it answers to (GET when none)."""

    def of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **of_address: object) -> HttpResponse:
            if not hasattr(request, "actor"):
                if request.method == "POST":
                    return errors.signed_out(request)
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            return view(request, **of_address)

        answer: Callable[..., HttpResponse] = require_http_methods(list(methods) or ["GET"])(
            guarded
        )
        return answer

    return of


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page from a template of `web/templates`."""
    return render(request, template, context or {}, status=status)


def number_in(asked: str) -> int:
    """The number that an address asks for, such as that of a page; else NotAllowedError."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9):
        raise NotAllowedError("There is no such page.")
    return int(asked)


def posted(request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether a form was sent and what it asks for is done.

    What a person can put right, and a database that does not commit, become errors of the
    form: the page is shown again with everything that was typed.
    """
    if request.method != "POST":
        return False
    name_what_is_missing(form)
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except InputError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        for problem in error.problems:
            form.add_error(None, str(problem))
        return False
    except DatabaseError:
        errors.noted(request)
        form.add_error(None, NOT_SAVED)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """422 where a form was refused, else 200."""
    return 422 if form.is_bound and form.errors else 200
