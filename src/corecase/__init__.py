"""Corecase: from judgements on a sample of cases to a published inspection report."""

__version__ = "0.1.0"
