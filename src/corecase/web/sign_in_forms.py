"""The forms of signing in, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from corecase.web import second_factors

EMAIL = "E-mail address"
PASSWORD = "Password"  # noqa: S105  # the label of a field
RULE = "At least 12 characters; several words are easier to remember than one."
TWICE = "New password, once more"
CODE = "Code of your authenticator app"


def _worded(form: forms.Form, **words: tuple[str, str]) -> None:
    """Sets label, hint and the sentence for an empty field; nothing stands inside a field."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = f"Enter: {label.lower()}."
        field.widget.attrs.pop("placeholder", None)


class SignIn(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, login=(EMAIL, ""), password=(PASSWORD, ""))


class ResetPassword(account.ResetPasswordForm):
    """Where the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, email=(EMAIL, "The one that you sign in with."))


class NewPassword(account.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1=("New password", RULE), password2=(TWICE, ""))


class ChangePassword(account.ChangePasswordForm):
    """The password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(
            self,
            oldpassword=("Password now", ""),
            password1=("New password", RULE),
            password2=(TWICE, ""),
        )


class Reauthenticate(account.ReauthenticateForm):
    """The password again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password=(PASSWORD, ""))


class _OnceOnly(factors.BaseAuthenticateForm):
    """A code is good for one use, also of two at the same moment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "6 digits; or one of your recovery codes, each of which works once."
        _worded(self, code=(CODE, hint))

    def clean_code(self) -> str:
        """The code, now used up."""
        code: str = super().clean_code()
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not second_factors.claim(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Code(_OnceOnly, factors.AuthenticateForm):
    """The second factor of a sign-in."""


class CodeAgain(_OnceOnly, factors.ReauthenticateForm):
    """A second factor again, before something that matters."""


class ActivateApp(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, code=(CODE, "6 digits"))


class AddPasskey(AddWebAuthnForm):
    """A passkey, which may also stand for the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(
            self,
            name=("Name", "So that you know it again, such as the device it is on."),
            passwordless=("Sign in with this passkey alone, without a password", ""),
        )
        self.fields["passwordless"].initial = True


class RenamePasskey(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, name=("Name", ""))


class AcceptInvitation(forms.Form):
    """A password of one's own, twice."""

    password1 = forms.CharField(
        label="Choose a password",
        help_text=RULE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password."},
    )
    password2 = forms.CharField(
        label="The same password once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password once more."},
    )

    def clean_password1(self) -> str:
        """The password, where it is long and uncommon enough."""
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password

    def clean_password2(self) -> str:
        """The same password."""
        again: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", again) != again:
            raise forms.ValidationError("Enter the same password in both fields.")
        return again
