"""Addresses that are made of names, given once and kept: what is the same for all that has some.

No permission is asked: what has an address is public. It is given in the write that makes the
first thing of its bearer public, so that nobody learns from one what is still to come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from corecase.core.service_addresses import addresses_of, written_alike
from corecase.core.service_links import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The one name of each bearer of which something is public, by its plain name."""

    by_plain: Mapping[str, str]

    def of(self, written: str) -> str:
        """The name of one, in whatever way it is written; as written where none is known."""
        return self.by_plain.get(plain(written), written)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAddresses:
    """A table of addresses, and its column with the names of those who bear them."""

    model: type[Model]
    column: str

    def given(self) -> dict[str, str]:
        """Every address that was given, by name."""
        return dict(self.model._default_manager.values_list(self.column, "address"))

    def of(self, names: Iterable[str]) -> dict[str, str]:
        """The address of each of these, and of every other that was given one, by name."""
        return addresses_of((name for name in names if name), self.given())

    def names(self, public: Iterable[str]) -> Names:
        """The one name of each of these that is written in several ways."""
        return Names(by_plain=written_alike(public, self.given()))

    def give(self, names: Iterable[str], *, now: datetime) -> None:
        """Gives each that has none its address, within the caller's write."""
        # Of the ways in which one name is written, the first stands for all.
        wanted = {plain(name): name for name in sorted(names, reverse=True) if name}
        while missing := wanted.keys() - map(plain, given := self.given()):
            found = addresses_of(wanted.values(), given)
            # Somebody else may take one at the same moment: then the next is given.
            self.model._default_manager.bulk_create(
                [
                    self.model(**{self.column: name, "address": found[name], "given_at": now})
                    for name in sorted(wanted[one] for one in missing)
                ],
                ignore_conflicts=True,
            )
