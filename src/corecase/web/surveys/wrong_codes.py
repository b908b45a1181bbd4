"""How many codes that do not work came from one place: a limit, kept in memory and nowhere else."""

from hashlib import blake2b
from secrets import token_bytes
from typing import Final

LIMIT: Final = 60
"""A class in one room may mistype as often; a machine that guesses is stopped."""

SECONDS: Final = 600
MOST_PLACES: Final = 20_000


class WrongCodes:
    """Wrong codes of the last ten minutes by place.

    A place is known by a hash under a key that ends with the process: no address is kept.
    """

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._times: dict[bytes, list[float]] = {}

    def are_too_many(self, place: str, *, at: float) -> bool:
        """Whether so many came from there that no more are tried for a while."""
        return len(self._recent(self._hashed(place), at)) >= LIMIT

    def note(self, place: str, *, at: float) -> None:
        """Counts one more."""
        if len(self._times) >= MOST_PLACES:
            self._times = {one: kept for one in self._times if (kept := self._recent(one, at))}
        hashed = self._hashed(place)
        self._times[hashed] = [*self._recent(hashed, at)[-LIMIT:], at]

    def forget(self) -> None:
        """Begins anew."""
        self._times.clear()

    def _recent(self, hashed: bytes, at: float) -> list[float]:
        return [time for time in self._times.get(hashed, ()) if at - time < SECONDS]

    def _hashed(self, place: str) -> bytes:
        return blake2b(place.encode(), key=self._key, digest_size=16).digest()


WRONG_CODES: Final = WrongCodes()
"""Those of this process."""
