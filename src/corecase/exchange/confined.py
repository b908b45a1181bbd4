"""How a child begins: its limits, then the module that it was asked for, then an answer."""

import ctypes
import json
import resource
import sys
from importlib import import_module
from typing import Final

from corecase.core.errors import InputError

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ctypes.dlopen",
)


def main() -> None:
    """Reads what it is told and the file on its input, and prints the module's answer as JSON.

    What it is told is ours, on the first line; it is read before the limits are set.
    """
    module, told = sys.argv[1], json.loads(sys.stdin.buffer.readline())
    begin = import_module(module)
    begin.prepare(told)
    confine(told["bytes"], told["seconds"])
    data = sys.stdin.buffer.read()
    try:
        answer = {"made": begin.answer(data, told)}
    except InputError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


def confine(n_bytes: int, n_seconds: int) -> None:
    """Takes network, children and files to write away, and bounds memory and time."""
    # A network of its own has no way out. Where the machine does not allow that, the hook below
    # refuses every socket that Python could open.
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_AS, (n_bytes, n_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (n_seconds, n_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    writes = event == "open" and len(arguments) > 1 and any(c in str(arguments[1]) for c in "wax+")
    if event.startswith(_REFUSED) or writes:
        raise PermissionError(f"{event} is not for a reader of files")


if __name__ == "__main__":
    main()
