"""The code of practice of the site, for anybody: no permission is asked, no table is read."""

from pathlib import Path

from django.conf import settings

from corecase.core.remarks import CodeOfPractice
from corecase.exchange import codes_of_practice


def of_site() -> CodeOfPractice:
    """The inspectorate's own code where one is set, else the one that comes with Corecase.

    Raises InputError where the file that is set cannot be read.
    """
    path: str = settings.CODE_OF_PRACTICE
    return codes_of_practice.load(Path(path) if path else None)
