"""Letters about alerts. They say that there is one and where, and nothing of the case."""

from corecase.notify.letters import Letter


def to_lead(*, name: str, service: str) -> Letter:
    """The news that an alert waits to be received by the lead inspector."""
    return Letter(
        subject="Corecase: an alert waits for you",
        text=(
            f"Dear {name},\n\n"
            f"There is an alert in the inspection of {service}. Sign in to Corecase now to receive "
            "it: it shows at the top of every page until you do.\n\n"
            "For the sake of the people concerned, this letter says nothing about the case.\n"
        ),
    )


def to_service(*, name: str, service: str, teller: str) -> Letter:
    """The news that an alert was told to the service, for its contact."""
    return Letter(
        subject="Corecase: an alert for your service",
        text=(
            f"Dear {name},\n\n"
            f"{teller} tells you of an alert in the inspection of {service}. Sign in to Corecase "
            "today: there you read what is asked and by when, and write what was done.\n\n"
            "For the sake of the people concerned, this letter says nothing about the case.\n"
        ),
    )
