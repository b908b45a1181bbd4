"""Coming in: invited, with a password and an app, with a passkey, by the organisation."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.site_server import free_port, serving

PASSWORD = "a long invented password"
ADMIN = "ada@example.org"


@dataclass(frozen=True, slots=True)
class Site:
    """A site without the demonstration: its address, its home, and the mail it printed."""

    address: str
    home: Path

    def mailed(self, to: str, part: str) -> str:
        """The newest link of this kind that was mailed to somebody."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            letters = self.home.with_suffix(".log").read_text(encoding="utf-8").split("Subject: ")
            for letter in reversed(letters):
                link = re.search(rf"http://\S+/{part}/\S+", letter)
                if f"To: {to}" in letter and link:
                    return link[0]
            time.sleep(0.2)
        raise AssertionError(f"No {part} was mailed to {to}.")


@contextmanager
def provider() -> Iterator[str]:
    """The address of a sign-in provider on loopback, which vouches for two people.

    A process of its own: the tests' own would make errors of its warnings.
    """
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for name in ("olga", "stranger"):
        claims = {"sub": name, "email": f"{name}@example.org", "email_verified": True}
        command += ["--user-claims", json.dumps(claims)]
    said = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A new site with a sign-in provider beside it, both on loopback."""
    home = tmp_path_factory.mktemp("sign-in") / "home"
    with provider() as issuer:
        variables = {
            "CORECASE_OIDC_ISSUER": issuer,
            "CORECASE_OIDC_CLIENT": "corecase",
            "CORECASE_OIDC_SECRET": "invented",
        }
        with serving(home, demo=False, **variables) as address:
            # Browsers know passkeys of names only, never of a bare 127.0.0.1.
            yield Site(address.replace("127.0.0.1", "localhost"), home)


def window(browser: Browser, complaints: list[str]) -> Page:
    """A browser of somebody, with what its pages complain about."""
    page = browser.new_context().new_page()
    page.on("console", lambda said: complaints.append(f"{said.location} {said.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


@pytest.fixture(scope="module")
def administrator(site: Site, browser: Browser) -> Iterator[Page]:
    """The first administrator, in with a password and an authenticator app."""
    page = browser.new_context().new_page()
    command = [sys.executable, "-m", "corecase", "invite", ADMIN, "--name", "Ada Invented"]
    options = ["--home", str(site.home), "--address", site.address]
    made = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    accept(page, made.stdout.strip())
    set_up_an_app(page)
    yield page
    page.context.close()


def accept(page: Page, link: str) -> None:
    """Accepts an invitation with a password."""
    page.goto(link)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password once more").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second way of signing in")


def set_up_an_app(page: Page) -> str:
    """Sets up an authenticator app; its secret."""
    page.get_by_role("button", name="Set up an authenticator app").click()
    secret = page.locator("#secret").inner_text()
    picture = page.get_by_alt_text("The secret as a picture for the app to scan")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_label("Code of your authenticator app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    return secret


def invite(administrator: Page, site: Site, name: str) -> str:
    """Invites somebody; their e-mail address."""
    email = f"{name.lower()}@example.org"
    administrator.goto(f"{site.address}/people/invite/")
    administrator.get_by_label("Name", exact=True).fill(f"{name} Invented")
    administrator.get_by_label("E-mail address").fill(email)
    administrator.get_by_label("Role", exact=True).select_option(label="Oversight body")
    administrator.get_by_role("button", name="Invite").click()
    expect(administrator.get_by_text(f"The invitation was sent to {email}")).to_be_visible()
    return email


def sign_in(page: Page, site: Site, email: str) -> None:
    """Enters an address and the password."""
    page.goto(f"{site.address}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_somebody_invited_comes_in_with_a_password_and_an_app(
    site: Site, administrator: Page, browser: Browser, complaints: list[str]
) -> None:
    # Given an invitation that was mailed
    email = invite(administrator, site, "Beth")
    page = window(browser, complaints)
    # When it is accepted, and a second factor is set up
    accept(page, site.mailed(email, "invitations"))
    secret = set_up_an_app(page)
    codes = page.locator("#codes li").all_inner_texts()
    page.get_by_role("link", name="Continue to Corecase").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections")
    # Then signing in again takes the password and a code, and a used code is refused
    page.context.clear_cookies()
    sign_in(page, site, email)
    field = page.get_by_label("Code of your authenticator app")
    field.fill(pyotp.TOTP(secret).at(int(time.time()) - 300))
    page.get_by_role("button", name="Continue").click()
    problem = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(problem).to_contain_text("This code is not right")
    field.fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections")
    # And the administrator sees that they are here
    administrator.goto(f"{site.address}/people/")
    expect(administrator.get_by_role("row").filter(has_text="Beth Invented")).to_contain_text(
        "active"
    )
    assert complaints == []


def test_a_passkey_is_added_and_signs_in_alone(
    site: Site, administrator: Page, browser: Browser, complaints: list[str]
) -> None:
    email = invite(administrator, site, "Cora")
    page = window(browser, complaints)
    virtual = page.context.new_cdp_session(page)
    virtual.send("WebAuthn.enable")
    virtual.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    # Given a passkey as the second factor
    accept(page, site.mailed(email, "invitations"))
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    # When the password is entered, the passkey is the second step
    page.context.clear_cookies()
    sign_in(page, site, email)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections")
    # And it signs in alone too
    page.context.clear_cookies()
    page.goto(f"{site.address}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections")
    page.goto(f"{site.address}/accounts/2fa/passkeys/")
    expect(page.get_by_role("table")).to_contain_text("Passkey")
    # And it proves again who it is
    page.goto(f"{site.address}/accounts/2fa/passkeys/reauthenticate/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert complaints == []


def provider_says(page: Page, site: Site, sub: str) -> None:
    """Signs in with the organisation, whose provider says that this is `sub`."""
    page.goto(f"{site.address}/accounts/login/")
    page.get_by_role("button", name="Sign in with your organisation").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_the_organisation_brings_in_who_was_invited(
    site: Site, administrator: Page, browser: Browser
) -> None:
    invite(administrator, site, "Olga")
    page = window(browser, [])
    provider_says(page, site, "olga")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second way of signing in")
    secret = set_up_an_app(page)
    page.goto(f"{site.address}/account/")
    expect(page.get_by_text("None: your organisation signs you in")).to_be_visible()
    # The next time the provider stands for the password, and the code is asked for as ever.
    page.context.clear_cookies()
    provider_says(page, site, "olga")
    code = pyotp.TOTP(secret).at(int(time.time()) + 30)
    page.get_by_label("Code of your authenticator app").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspections")


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("sub", ["stranger", ADMIN])
def test_who_was_not_invited_or_is_not_vouched_for_is_refused_with_a_sentence(
    site: Site, browser: Browser, sub: str
) -> None:
    page = window(browser, [])
    provider_says(page, site, sub)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not invited yet")
    page.goto(site.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_warning_comes_before_a_session_ends_and_the_button_keeps_it(
    site: Site, administrator: Page, complaints: list[str]
) -> None:
    page = administrator
    page.clock.install()
    page.goto(f"{site.address}/account/")
    warning = page.get_by_role("dialog")
    page.clock.fast_forward("12:50")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("00:15")
    expect(warning).to_contain_text("You will soon be signed out")
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward("15:05")
    expect(warning).to_contain_text("What you typed is still on this page")
    assert complaints == []
