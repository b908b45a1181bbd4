"""Identity checks: what a child could be known by, settled before a draft leaves the house."""

from corecase.actions import practice_examples, quotations, report_findings, respondents
from corecase.core import sign_off
from corecase.store.cases.models import Inspection


def check_settled(inspection: Inspection) -> None:
    """Raises InputError, naming each, while something waits for its second person.

    That is a quotation, an example of good practice, a statement or a finding on a small base:
    whoever checks the facts of a service knows its children.
    """
    topics = (quotations, practice_examples, respondents)
    found = [obstacle for topic in topics for obstacle in topic.obstacles(inspection)]
    found += report_findings.unconfirmed(inspection)
    sign_off.check_settled(found, before="the service can be shown the draft")
