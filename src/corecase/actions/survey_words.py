"""The words of the survey's own pages, and the questionnaires: no permission is asked."""

from collections.abc import Mapping

from corecase.core.questionnaires import Wording
from corecase.exchange import questionnaires


def page_words() -> Mapping[str, Wording]:
    """The words of pages and sheets by their name, in each of their wordings."""
    return questionnaires.pages()
