"""Letters about the factual accuracy of a draft. They say nothing of what the draft says."""

from datetime import date

from corecase.core.periods import day_in_words
from corecase.notify.letters import Letter


def to_service(*, name: str, service: str, due_on: date) -> Letter:
    """The news that a draft waits to be checked, for the people of the service."""
    return Letter(
        subject="Corecase: a draft report to check",
        text=(
            f"Dear {name},\n\n"
            f"The draft report on {service} waits for you in Corecase. Sign in to read it and to "
            "say where a fact in it is wrong, paragraph by paragraph. Please send it back by "
            f"{day_in_words(due_on)}.\n\n"
            "The draft is not for publication. This letter says nothing of what is in it.\n"
        ),
    )


def to_writer(*, name: str, service: str) -> Letter:
    """The news that the service sent the draft back, for those who answer its comments."""
    return Letter(
        subject="Corecase: the service sent the draft back",
        text=(
            f"Dear {name},\n\n"
            f"The draft report on {service} was sent back with what the service says of it. Sign "
            "in to Corecase to read the comments and to answer each of them.\n"
        ),
    )


def answered(*, name: str, service: str) -> Letter:
    """The news that every comment is answered, for the people of the service."""
    return Letter(
        subject="Corecase: your comments on the draft are answered",
        text=(
            f"Dear {name},\n\n"
            f"The round on the draft report on {service} is closed. Sign in to Corecase to read "
            "what was answered to your comments.\n"
        ),
    )
