"""Letters to those on the distribution list: where to read a report, until when in confidence.

None says anything of what the report says.
"""

from datetime import datetime

from corecase.core.periods import day_in_words
from corecase.notify.letters import Letter


def under_embargo(*, name: str, service: str, sender: str, link: str, until: datetime) -> Letter:
    """The personal link to a report before its publication; `until` is in the reader's time."""
    return Letter(
        subject="Corecase: a report under embargo",
        text=(
            f"Dear {name},\n\n"
            f"{sender} sends you the report on the inspection of {service} before its "
            f"publication. It is under embargo until {_instant(until)}.\n\n"
            f"Open this address to read it:\n\n{link}\n\n"
            "The address is yours alone. Each opening of it is recorded. Until the embargo ends, "
            "pass on neither the address nor anything of the report.\n"
        ),
    )


def moved(*, name: str, service: str, sender: str, until: datetime) -> Letter:
    """A report that was sent goes out at another instant; `until` is in the reader's time."""
    return Letter(
        subject="Corecase: another hour for a report under embargo",
        text=(
            f"Dear {name},\n\n"
            f"{sender} changed the instant at which the report on the inspection of {service} is "
            f"published. It is under embargo until {_instant(until)}.\n\n"
            "The address that you were sent stays the same.\n"
        ),
    )


def held_back(*, name: str, service: str, sender: str) -> Letter:
    """A report that was sent is not published for now, and its link has ended."""
    return Letter(
        subject="Corecase: a report under embargo is held back",
        text=(
            f"Dear {name},\n\n"
            f"{sender} holds back the report on the inspection of {service}: it is not published "
            "at the time that you were told, and the address that you were sent opens nothing any "
            "more.\n\n"
            "The embargo goes on. Pass on nothing of the report.\n"
        ),
    )


def _instant(until: datetime) -> str:
    return f"{day_in_words(until)} at {until:%H:%M}"
