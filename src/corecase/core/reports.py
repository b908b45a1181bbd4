"""Reports on their way out: what is rendered and why, and how a comment was answered."""

from corecase.core.vocabularies import Vocabulary


class Purpose(Vocabulary):
    """What a report is rendered for."""

    PREVIEW = "PREVIEW"
    FACTS = "FACTS"
    VERSION = "VERSION"


class RenderingState(Vocabulary):
    """How far a rendering is."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class CommentOutcome(Vocabulary):
    """What came of a comment on the facts."""

    ACCEPTED = "ACCEPTED"
    PARTLY = "PARTLY"
    NOT_ACCEPTED = "NOT_ACCEPTED"
