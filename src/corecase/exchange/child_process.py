"""Reading strangers' files apart: a child with little memory and time, and without a network."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final

from corecase.core.errors import InputError

_FAILED: Final = "needs more memory or time than a report does; save it smaller, or as text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a child may use: bytes of memory, seconds of work, seconds in all, bytes it answers."""

    n_bytes: int = 700 * 2**20
    n_seconds: int = 10
    n_waited: int = 30
    n_answered: int = 64 * 2**20


def ask(module: str, data: bytes, name: str, arguments: dict[str, Any], bounds: Bounds) -> Any:
    """What the module answers to these bytes, run in a child process.

    Raises InputError with the sentence of the child, or with one of ours where it was ended.
    """
    told = {"name": name, "bytes": bounds.n_bytes, "seconds": bounds.n_seconds, **arguments}
    # A register of thousands of names would not fit on a command line: it goes before the file.
    head = json.dumps(told).encode() + b"\n"
    command = [sys.executable, "-m", "corecase.exchange.confined", module]
    try:
        run = subprocess.run(  # noqa: S603  # our own module; what is read comes on its input
            command,
            input=head + data,
            capture_output=True,
            check=False,
            timeout=bounds.n_waited,
            env=_environment(),
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{name} {_FAILED}") from error
    if run.returncode or len(run.stdout) > bounds.n_answered:
        raise InputError(f"{name} {_FAILED}")
    answer = json.loads(run.stdout)
    if "error" in answer:
        raise InputError(answer["error"])
    return answer["made"]


def _environment() -> dict[str, str]:
    """Nothing of ours but where Python finds its modules: no keys, no addresses."""
    path = os.pathsep.join(one for one in sys.path if one)
    return {
        "PYTHONPATH": path,
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
