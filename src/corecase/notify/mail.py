"""Sending a letter by the mail server that the settings name."""

from django.core.mail import send_mail

from corecase.core.errors import InputError
from corecase.notify.letters import Letter


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
