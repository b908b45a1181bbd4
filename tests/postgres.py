"""A throw-away PostgreSQL: a cluster of its own, on a free port, gone at the end."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PROGRAMS = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


def programs() -> Path | None:
    """The folder of the newest server's programs; None where there is none."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


class Cluster:
    """One cluster, started in `with`, stopped and removed after it.

    Root may not run PostgreSQL; it then belongs to the user postgres.
    """

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("initdb is missing: apt-get install postgresql")
        self._programs = found
        self._folder = Path(tempfile.mkdtemp(prefix="corecase-postgres-"))
        self._data = self._folder / "data"
        self._password = secrets.token_urlsafe(16)
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the database that every cluster has."""
        return f"postgresql://tester:{self._password}@127.0.0.1:{self.port}/postgres"

    def url_of(self, database: str) -> str:
        """The address of another database of the cluster."""
        return f"{self.url.rpartition('/')[0]}/{database}"

    def __enter__(self) -> Self:
        self._make()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Starts the server, after a crash too, and waits until it answers."""
        log = self._folder / "log"
        with log.open("ab") as written:
            self._server = subprocess.Popen(
                [*_as_postgres(), str(self._programs / "postgres"), "-D", str(self._data)],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > deadline or self._server.poll() is not None:
                raise RuntimeError(log.read_text(errors="replace"))
            time.sleep(0.05)

    def kill(self) -> None:
        """`kill -9` of the server and of every process that it started; then `start` it again."""
        if self._server is None:
            return
        server = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        # Each has a session of its own, so a signal to the group would miss them.
        for process in (server, *children(server)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server.wait()
        while self._answers():
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends the server at once and removes its data."""
        if self._server is not None and self._server.poll() is None:
            # The group, because root's runuser stands between us and the server.
            os.killpg(self._server.pid, signal.SIGQUIT)
            try:
                self._server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self._server.pid, signal.SIGKILL)
                self._server.wait()
        self._server = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def make_database(self, name: str) -> str:
        """A new, empty database; its address."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url_of(name)

    def _make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        secret = self._folder / "password"
        secret.write_text(self._password, encoding="ascii")
        secret.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(secret, "postgres", "postgres")
        command = [str(self._programs / "initdb"), "--pgdata", str(self._data)]
        command += ["--username=tester", f"--pwfile={secret}", "--auth=scram-sha-256"]
        command += ["--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [*_as_postgres(), *command], check=True, capture_output=True, cwd=self._folder
        )
        lines = [f"{name} = {value}" for name, value in SETTINGS.items()]
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write("\n".join([*lines, f"port = {self.port}"]) + "\n")

    def _answers(self) -> bool:
        command = [str(self._programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p"]
        return subprocess.run([*command, str(self.port)], check=False).returncode == 0


def children(process: int) -> list[int]:
    """The processes that this one started, as Linux lists them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        # After the name, which may hold anything, come the state and the parent.
        with suppress(OSError, IndexError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(stat.parent.name))
    return found


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def free_port() -> int:
    """A port of this machine that nothing answers on."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port
