"""The survey site as an application server starts it, once surveys can be read."""

import os

from corecase.cli.site import SURVEYS
from corecase.config.loading import loaded


def _check() -> None:
    # Tables can be asked about once Django is set up, and not before.
    from corecase.actions import survey_answers

    survey_answers.check_ready()


os.environ["DJANGO_SETTINGS_MODULE"] = SURVEYS
application = loaded(SURVEYS, _check)
