"""The same examples for whoever makes the check, new ones for the long trials."""

from hypothesis import settings


def test_chance_is_settled_except_in_the_long_trials() -> None:
    assert settings.get_profile("corecase").derandomize
    assert not settings.get_profile("assurance").derandomize
