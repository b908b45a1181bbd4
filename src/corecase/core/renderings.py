"""Renderings: how long the worker may be silent, how often it tries, how long previews stay."""

from datetime import timedelta
from typing import Final

LEASE: Final = timedelta(seconds=30)
"""A worker that says nothing for so long is taken for dead; its rendering is taken again."""

ATTEMPTS: Final = 3
"""So often is a rendering tried before it fails."""

PREVIEW_NOTICE: Final = "PREVIEW: not signed, not for publication."
"""What stands on every page of a preview, however finished its draft is."""

PREVIEWS_KEPT: Final = timedelta(days=7)
"""A preview is removed after this; it can be asked for again at any time."""


def is_spent(attempts: int) -> bool:
    """Whether a rendering that was tried so often is not tried again."""
    return attempts >= ATTEMPTS
