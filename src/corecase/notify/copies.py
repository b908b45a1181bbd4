"""The letter to somebody on the distribution list: a report under embargo, and where to read it."""

from datetime import datetime

from corecase.notify.letters import Letter


def under_embargo(*, name: str, service: str, sender: str, link: str, until: datetime) -> Letter:
    """The personal link to a report before its publication; `until` is in the reader's time.

    The letter says nothing of what the report says.
    """
    instant = f"{until.day} {until:%B %Y at %H:%M}"
    return Letter(
        subject="Corecase: a report under embargo",
        text=(
            f"Dear {name},\n\n"
            f"{sender} sends you the report on the inspection of {service} before its "
            f"publication. It is under embargo until {instant}.\n\n"
            f"Open this address to read it:\n\n{link}\n\n"
            "The address is yours alone. Each opening of it is recorded. Until the embargo ends, "
            "pass on neither the address nor anything of the report.\n"
        ),
    )
