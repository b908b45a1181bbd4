"""The application server: gunicorn, with our settings and none of a file."""

import gc
import os
import signal
from importlib import import_module
from typing import Any, Final

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.sync import SyncWorker

from corecase.cli.beside import Beside

HOST: Final = "127.0.0.1"
LONGEST_ADDRESS: Final = 8190
"""As long as gunicorn lets the first line of a request be."""


class Server(BaseApplication):
    """gunicorn with our settings and none of a file or of its own command line.

    `beside` are the processes that run as long as it does; `parent` is the process with which
    it ends, 0 where it runs by itself.
    """

    def __init__(
        self, *, port: int, workers: int, beside: tuple[Beside, ...] = (), parent: int = 0
    ) -> None:
        self._port, self._workers = port, workers
        self.beside, self.parent = beside, parent
        super().__init__()

    def load_config(self) -> None:
        """Workers that share nothing; loaded before they part, so that a new one starts at once."""
        settings = {
            "bind": f"{HOST}:{self._port}",
            "workers": self._workers,
            "preload_app": True,
            "worker_class": _Answering,
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "proc_name": "corecase",
            # A socket beside the home of whoever started it would be one more door.
            "control_socket_disable": True,
            "when_ready": self._say_where,
            "on_exit": self._end_beside,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site, once its start-up checks have passed."""
        return _loaded("wsgi")

    def run(self) -> None:
        """Answers until it is told to end."""
        _Master(self).run()

    def _say_where(self, server: object) -> None:
        # By its name, because browsers let no passkey be made for a number.
        click.echo(f"Corecase answers on http://localhost:{self._port}/ until you press Ctrl-C.")
        if self.beside:
            click.echo("A worker beside it makes the reports.")

    def _end_beside(self, server: object) -> None:
        for process in self.beside:
            process.end()


def _loaded(name: str) -> Any:
    """A site, whose start-up checks have passed.

    What is loaded by now stays to the end: no process that parts from this one looks for garbage
    in it, which would also give each a copy of all of it.
    """
    application = import_module(f"corecase.config.{name}").application
    gc.collect()
    gc.freeze()
    return application


class PublicServer(Server):
    """The same for the public view, which knows no case."""

    def load_config(self) -> None:
        """As for the other sites, with the longest addresses: forms here are sent in them.

        What is too long for a form is then told by its page, and not by a server's bare refusal.
        """
        super().load_config()
        self.cfg.set("limit_request_line", LONGEST_ADDRESS)

    def load(self) -> Any:
        """The public view, once the register of publications can be read."""
        return _loaded("public_wsgi")

    def _say_where(self, server: object) -> None:
        click.echo(f"What is published is read on http://localhost:{self._port}/.")


class _Quiet(Logger):
    """gunicorn's log without the addresses of pages, each of which holds a code."""

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        self.error_log.error("A request of the survey site failed.")

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        self.error_log.warning("The survey site refused a request, or a process of it ended.")

    def access(self, *args: object) -> None:
        """Nothing: who answered when is nobody's to know."""


class SurveyServer(Server):
    """The same for the survey site, which knows no case and logs no request."""

    def load_config(self) -> None:
        """As for the other sites, with a log that tells no address."""
        super().load_config()
        self.cfg.set("logger_class", _Quiet)

    def load(self) -> Any:
        """The survey site, once surveys can be read."""
        return _loaded("surveys_wsgi")

    def _say_where(self, server: object) -> None:
        click.echo(f"Surveys are answered on http://localhost:{self._port}/.")


class _Answering(SyncWorker):
    """gunicorn's process that answers, which ends with its master even while people wait.

    Its own looks for the master only when nobody waits: a busy one would outlive it and keep the
    port, and a master started anew could not answer.
    """

    def notify(self) -> None:
        super().notify()
        if os.getppid() != self.ppid:
            self.alive = False


class _Master(Arbiter):
    """gunicorn's master, which looks every second whether its children are there: all of them."""

    def manage_workers(self) -> None:
        super().manage_workers()
        for process in self.app.beside:
            process.keep()
        if self.app.parent and os.getppid() != self.app.parent:
            os.kill(self.pid, signal.SIGTERM)
