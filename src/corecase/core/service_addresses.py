"""Where a service is read on the public view: an address made of its name, given once and kept.

So it is with a programme, of which the same is true.

Two names can give one address. Whoever was public first has it; the next has a number behind it.
A name in other capitals or with other spaces is the same service, as everywhere in the register.
"""

from collections.abc import Container, Iterable, Mapping

from corecase.core.fact_records import slug
from corecase.core.service_links import plain


def addresses_of(services: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """The addresses that were given, by service, and with them those that these get next.

    What was given stays as it is. Services without an address get theirs in the order of their
    names, so that the same register gives the same ones at every start.
    """
    found = dict(given)
    known = {plain(service): address for service, address in given.items()}
    for service in sorted(set(services) - found.keys()):
        name = plain(service)
        if name not in known:
            known[name] = _free(slug(service), known.values())
        found[service] = known[name]
    return found


def written_alike(public: Iterable[str], given: Iterable[str]) -> dict[str, str]:
    """The one name under which each service is listed, by its plain name.

    `public` are the names of services in every way in which something public writes them, `given`
    those with which addresses were given: the ways in which each service was public first. That
    way stands while anything is still written so, and after it the first in order.
    """
    first = {plain(name): name for name in given}
    found: dict[str, str] = {}
    for name in sorted(public):
        key = plain(name)
        if key not in found or name == first.get(key):
            found[key] = name
    return found


def clash(name: str, addresses: Mapping[str, str], kind: str = "service") -> str:
    """What is told where a name gives another's address; empty where it does not.

    `addresses` are by name, as `addresses_of` returns them; `kind` says what bears the names.
    """
    of_name = slug(name)
    own = addresses.get(name, of_name)
    if own == of_name:
        return ""
    other = next(one for one, address in addresses.items() if address == of_name)
    return (
        f"The address “{of_name}” is that of {other}, so {name} is read under “{own}” on the "
        f"public view. If the two are one {kind}, write its name in one way."
    )


def clashes(
    *, service: str, programme: str, services: Mapping[str, str], programmes: Mapping[str, str]
) -> str:
    """What is told of the names of a service and of the programme that inspected it.

    `services` and `programmes` are their addresses by name.
    """
    told = (clash(service, services), clash(programme, programmes, "programme"))
    return " ".join(filter(None, told))


def _free(of_name: str, taken: Container[str]) -> str:
    found, number = of_name, 1
    while found in taken:
        number += 1
        found = f"{of_name}-{number}"
    return found
