"""The public view as an application server starts it, once the register can be read."""

import os

from corecase.config.loading import loaded


def _check() -> None:
    # Tables can be asked about once Django is set up, and not before.
    from corecase.actions import published

    published.check_ready()


os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.public_settings"
application = loaded(_check)
