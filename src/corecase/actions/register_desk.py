"""What waits in the register of printed facts for somebody as the second person."""

from dataclasses import dataclass

from corecase.actions.printed_fact_releases import Which, due
from corecase.core.people import Actor, Deed, may
from corecase.core.service_links import LinkState
from corecase.store.public.models import LinkEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How many facts and links somebody is asked to release; none that they decided or entered."""

    n_facts: int = 0
    n_links: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.n_facts or self.n_links)


def asked(*, by: Actor) -> Asked:
    """What waits for this person; nothing for whoever may release nothing."""
    if not may(by, Deed.REGISTER_RELEASE):
        return Asked()
    facts = due(Which()).exclude(decided_by=by.person_id)
    links = LinkEntry.objects.filter(state=LinkState.ENTERED).exclude(entered_by=by.person_id)
    return Asked(n_facts=facts.count(), n_links=links.count())
