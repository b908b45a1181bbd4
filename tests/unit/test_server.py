"""A process that answers ends with its master."""

import os

import pytest
from gunicorn.config import Config

from corecase.cli.server import _Answering


@pytest.mark.parametrize(("has_master", "goes_on"), [(True, True), (False, False)])
def test_a_process_goes_on_while_its_master_is_there(has_master: bool, goes_on: bool) -> None:
    master = os.getppid() if has_master else -1
    process = _Answering(1, master, [], None, 30, Config(), None)
    process.notify()
    assert process.alive is goes_on
    process.tmp.close()
