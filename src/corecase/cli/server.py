"""The application server: gunicorn, with our settings and none of a file."""

from importlib import import_module
from typing import Any, Final

import click
from gunicorn.app.base import BaseApplication

HOST: Final = "127.0.0.1"


class Server(BaseApplication):
    """gunicorn with our settings and none of a file or of its own command line."""

    def __init__(self, *, port: int, workers: int) -> None:
        self._port, self._workers = port, workers
        super().__init__()

    def load_config(self) -> None:
        """Workers that share nothing; loaded before they part, so that a new one starts at once."""
        settings = {
            "bind": f"{HOST}:{self._port}",
            "workers": self._workers,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "proc_name": "corecase",
            # A socket beside the home of whoever started it would be one more door.
            "control_socket_disable": True,
            "when_ready": self._say_where,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site, once its start-up checks have passed."""
        return import_module("corecase.config.wsgi").application

    def _say_where(self, server: object) -> None:
        # By its name, because browsers let no passkey be made for a number.
        click.echo(f"Corecase answers on http://localhost:{self._port}/ until you press Ctrl-C.")
