"""The public view as an application server starts it, once the register can be read."""

import os

from corecase.cli.site import PUBLIC
from corecase.config.loading import loaded


def _check() -> None:
    # Tables can be asked about once Django is set up, and not before.
    from corecase.actions import published

    published.check_ready()


os.environ["DJANGO_SETTINGS_MODULE"] = PUBLIC
application = loaded(PUBLIC, _check)
