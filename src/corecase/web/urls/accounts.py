"""Addresses: signing in, second factors, one's own account.

Each view of the sign-in library is named as the library names it, and only those are here that
are used.
"""

from allauth.account import views as library
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as provider
from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.generic import RedirectView

from corecase.web.sign_in import has_provider
from corecase.web.views import accounts, sign_in

_RESET = RedirectView.as_view(pattern_name="account_reset_password")
_KEY = "accounts/password/reset/key/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", sign_in.SignIn.as_view(), name="account_login"),
    path("accounts/logout/", library.logout, name="account_logout"),
    path("accounts/inactive/", library.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", library.reauthenticate, name="account_reauthenticate"),
    path("accounts/session/", accounts.session, name="account_session"),
    path("accounts/demonstration/", sign_in.demonstration, name="account_demonstration"),
    # Passwords.
    path("accounts/password/change/", library.password_change, name="account_change_password"),
    path("accounts/password/set/", _RESET, name="account_set_password"),
    path("accounts/password/reset/", library.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        library.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        f"{_KEY}done/",
        library.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        rf"^{_KEY}(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Second factors.
    path("accounts/second-factor/", sign_in.second_factor, name="account_second_factor"),
    path("accounts/2fa/", mfa.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/app/", sign_in.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("accounts/2fa/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "accounts/2fa/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/2fa/codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("accounts/2fa/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/2fa/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/2fa/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "accounts/2fa/passkeys/reauthenticate/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "accounts/2fa/passkeys/<int:pk>/remove/",
        sign_in.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "accounts/2fa/passkeys/<int:pk>/rename/",
        passkeys.edit_webauthn,
        name="mfa_edit_webauthn",
    ),
    # One's own account.
    path("account/", accounts.account, name="account"),
    path("account/interests/new/", accounts.declare, name="account_declare"),
    path("account/sessions/end/", accounts.end_sessions, name="account_end_sessions"),
    path("account/leave/", accounts.leave, name="account_leave"),
    path("invitations/<str:token>/", sign_in.invitation, name="invitation"),
]

if has_provider():
    urlpatterns += [
        path(
            "accounts/provider/<slug:provider_id>/login/",
            provider.login,
            name="openid_connect_login",
        ),
        path(
            "accounts/provider/<slug:provider_id>/login/callback/",
            provider.callback,
            name="openid_connect_callback",
        ),
        path(
            "accounts/provider/cancelled/",
            social.login_cancelled,
            name="socialaccount_login_cancelled",
        ),
        path("accounts/provider/error/", social.login_error, name="socialaccount_login_error"),
    ]
