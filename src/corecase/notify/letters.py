"""The letters that Corecase writes to people who sign in; none says anything about a case."""

from dataclasses import dataclass
from datetime import date

from corecase.core.periods import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A subject of one line and a plain text."""

    subject: str
    text: str


def invitation(*, name: str, role: str, inviter: str, link: str, last_day: date) -> Letter:
    """The offer of a role, with the link that accepts it until the last day."""
    return Letter(
        subject="Corecase: you are invited",
        text=(
            f"Dear {name},\n\n"
            f"{inviter} invites you to Corecase as {role}.\n\n"
            f"Open this address to choose a password and a second way of signing in:\n\n{link}\n\n"
            f"It works once, until {day_in_words(last_day)}. "
            "If you did not expect it, do nothing.\n"
        ),
    )


def role_given(*, name: str, role: str, giver: str) -> Letter:
    """The news of one more role, for somebody who signs in already."""
    return Letter(
        subject="Corecase: you have a new role",
        text=(
            f"Dear {name},\n\n"
            f"{giver} gave you the role of {role} in Corecase. Sign in as usual to see it.\n\n"
            "If this is a mistake, tell whoever gave it to you.\n"
        ),
    )


def second_factor_reset(*, name: str, resetter: str) -> Letter:
    """The news that the second ways of signing in were removed."""
    return Letter(
        subject="Corecase: set up your second way of signing in again",
        text=(
            f"Dear {name},\n\n"
            f"{resetter} removed your authenticator app, passkeys and recovery codes, and every "
            "session of yours was ended. When you next sign in with your password, Corecase asks "
            "you to set one up again.\n\n"
            "If you did not ask for this, tell your administrator at once.\n"
        ),
    )
