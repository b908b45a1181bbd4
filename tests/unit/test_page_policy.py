"""The policy of a report's page: its own style sheet by its hash, and nothing else."""

import base64
import hashlib

from corecase.core.page_policy import policy_of


def test_the_page_may_have_its_own_style_sheet_and_nothing_else() -> None:
    style = b"body { color: red }\n"
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = policy_of(b"<head><style>" + style + b"</style></head><style>other</style>")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox",
    ]


def test_a_page_without_a_style_sheet_may_have_none() -> None:
    assert "style-src 'none'" in policy_of(b"<p>words</p>")
    assert "unsafe" not in policy_of(b"")
