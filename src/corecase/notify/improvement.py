"""Reminders about improvement plans. They say what waits and where, and nothing of a case."""

from collections.abc import Sequence

from corecase.notify.letters import Letter


def reminder(*, name: str, service: str, reasons: Sequence[str], link: str) -> Letter:
    """What waits in an improvement plan, for those who see to it.

    Without a link it says where to look.
    """
    listed = "\n".join(f"- {reason}" for reason in reasons)
    where = f"Sign in and look at it here:\n\n{link}\n" if link else f"{_WHERE}\n"
    return Letter(
        subject="Corecase: an improvement plan waits for you",
        text=(
            f"Dear {name},\n\n"
            f"In the improvement plan of {service}:\n\n{listed}\n\n{where}\n"
            "You are told of each of these once. This letter says nothing of what is in it.\n"
        ),
    )


_WHERE = "Sign in to Corecase and open the page Improvement plans."
