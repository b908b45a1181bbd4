"""How often a rendering is tried."""

from datetime import timedelta

from corecase.core.renderings import ATTEMPTS, LEASE, PREVIEWS_KEPT, is_spent


def test_a_rendering_is_tried_three_times() -> None:
    assert [is_spent(n) for n in range(ATTEMPTS + 1)] == [False, False, False, True]


def test_a_lease_is_longer_than_a_format_takes_and_a_preview_stays_a_week() -> None:
    assert timedelta(seconds=10) < LEASE < timedelta(minutes=2)
    assert timedelta(days=7) == PREVIEWS_KEPT
