"""Where the public view shows what is published, as the staff site links there."""

from django.conf import settings


def of_report(code: str) -> str:
    """The address of a published report; empty where nobody said where the public view is."""
    start: str = settings.PUBLIC_ADDRESS
    return f"{start}{code}/" if start else ""
