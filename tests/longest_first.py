"""The longest tests begin first, each worker with its share, so that all workers end together.

A worker begins with its part of the list and later takes from the end of another's. What comes
first here needs no database of the tests: the order among those that do is Django's.
"""

import os

import pytest

SECONDS = {
    "test_site_accessibility.py": 180,
    "test_report_journeys.py": 120,
    "test_walkthroughs.py": 90,
    "test_journeys.py": 70,
    "test_whole_chain.py": 60,
    "test_site_durability.py": 60,
    "test_assessing.py": 36,
    "test_without_javascript.py": 35,
    "test_sign_in.py": 30,
    "test_site_commands.py": 30,
    "test_site_worker.py": 30,
    "test_survey_pages.py": 13,
}
"""What the longest files cost a processor, about."""
ON_THEIR_OWN = {
    "test_walkthroughs.py",
    "test_site_durability.py",
    "test_site_commands.py",
    "test_site_worker.py",
}
"""Those that need no demonstration. It is loaded once for all, and whoever comes then waits."""
FIXTURES = {"db", "transactional_db"}


def order(items: list[pytest.Item], n_workers: int) -> None:
    """Orders the tests for so many workers, each of which gets as long a run of them."""
    by_file: dict[str, list[pytest.Item]] = {}
    others = []
    for item in items:
        uses = item.get_closest_marker("django_db") or FIXTURES & set(
            getattr(item, "fixturenames", ())
        )
        if item.path.name in SECONDS and not uses:
            by_file.setdefault(item.path.name, []).append(item)
        else:
            others.append(item)
    parts: list[list[pytest.Item]] = [[] for _ in range(n_workers)]
    seconds = [0] * n_workers
    shares: list[list[str]] = [[] for _ in range(n_workers)]
    for name in sorted(by_file, key=lambda name: -SECONDS[name]):
        least = seconds.index(min(seconds))
        shares[least].append(name)
        seconds[least] += SECONDS[name]
    for share in shares[1:]:
        share.sort(key=lambda name: name not in ON_THEIR_OWN)
    for part, share in zip(parts, shares, strict=True):
        part += [item for name in share for item in by_file[name]]
    size = len(items) // n_workers
    taken = 0
    for part in parts:
        rest = max(0, size - len(part))
        part += others[taken : taken + rest]
        taken += rest
    items[:] = [item for part in parts for item in part] + others[taken:]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only where several workers share the tests."""
    n_workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if n_workers > 1:
        order(items, n_workers)
