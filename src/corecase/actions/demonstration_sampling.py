"""Listborough in the demonstration: an invented service whose sample is still to be drawn.

Its caseload is accepted. The lead plans how many cases to draw and what to balance them on.
"""

from datetime import timedelta
from random import Random
from typing import Final

from corecase.actions import demonstration_drafting, demonstration_invented, uploads
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import Stage

SERVICE: Final = "Listborough"
N_CASELOAD: Final = 120
ANNOUNCED_AGO: Final = 10
_HEADING: Final = "Case reference,Order started on,Sentence,Sex,Ethnicity,Age,Worker"


def load(stage: Stage, *, seed: int) -> str:
    """Loads the inspection up to its accepted caseload; returns its code."""
    begun = stage.before(ANNOUNCED_AGO)
    programme, service = demonstration_drafting.own_programme(
        begun, "Demonstration of sampling", SERVICE
    )
    code = demonstration_invented.announced(begun, programme, service)
    chance = Random(seed)  # noqa: S311 invented data, the same each time
    lines = [_HEADING]
    for number in range(1, N_CASELOAD + 1):
        started = begun.today - timedelta(days=chance.randrange(80, 240))
        sentence = "custody" if number % 8 == 0 else "community"
        sex = chance.choices(("male", "female"), (8, 2))[0]
        group = chance.choices(("white", "black", "asian", "mixed"), (7, 1, 1, 1))[0]
        age = chance.randrange(12, 18)
        lines.append(
            f"LIS-{number:03},{started:%d/%m/%Y},{sentence},{sex},{group},{age},CM{number % 7 + 1}"
        )
    sender = stage.by(demonstration_invented.LIAISON)
    content = ("\n".join(lines) + "\n").encode()
    uploads.receive(
        code, file_name="synthetic-caseload.csv", content=content, by=sender, now=stage.now
    )
    accept_waiting(code, by=sender, now=stage.now)
    return code
