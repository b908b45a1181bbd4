"""Sending a letter by the mail server that the settings name."""

from typing import Final

from django.conf import settings
from django.core.mail import send_mail

from corecase.core.errors import InputError
from corecase.notify.letters import Letter

PRINTED: Final = "django.core.mail.backends.console.EmailBackend"
"""What stands for a mail server where the settings name none: letters are printed to the log."""


def check_delivers() -> None:
    """Raises InputError where letters would only be printed: no secret belongs in a log."""
    if settings.EMAIL_BACKEND == PRINTED:
        raise InputError(
            "No letter can leave, because no mail server is set; ask whoever runs Corecase to set "
            "CORECASE_MAIL_URL."
        )


def send(letter: Letter, *, to: str) -> None:
    """Sends a letter to one address; InputError where the mail server does not take it."""
    # A line break in a subject would start another header; names are typed by people.
    subject = " ".join(letter.subject.split())
    try:
        send_mail(subject, letter.text, None, [to])
    except OSError as error:  # what smtplib raises is an OSError too
        raise InputError(
            "What you did is saved, but its mail could not be sent. Tell the person yourself, "
            "and tell whoever runs Corecase that the mail server does not answer."
        ) from error
