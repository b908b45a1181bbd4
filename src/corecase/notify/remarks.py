"""Reminders of comments and complaints that are overdue. They say how many, and nothing in them."""

from corecase.notify.letters import Letter


def overdue(*, name: str, n: int, link: str) -> Letter:
    """How many should have been answered by now; without a link it says where to look."""
    many = "one comment or complaint" if n == 1 else f"{n} comments and complaints"
    where = f"Sign in and look here:\n\n{link}\n" if link else f"{_WHERE}\n"
    return Letter(
        subject="Corecase: a comment or complaint waits for its answer",
        text=(
            f"Dear {name},\n\n"
            f"The day by which {many} should have been answered is over.\n\n{where}\n"
            "You are told of each once. This letter says nothing of what is in it.\n"
        ),
    )


_WHERE = "Sign in to Corecase and open the page Comments."
