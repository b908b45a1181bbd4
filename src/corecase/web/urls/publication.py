"""Addresses: sign-off, release, the versions of a report and its corrections."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import publication, sign_off

_SIGN_OFF = "inspections/<slug:code>/sign-off"
_PUBLICATION = "inspections/<slug:code>/publication"
_VERSION = f"{_PUBLICATION}/versions/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_SIGN_OFF}/", sign_off.sign_off, name="sign_off"),
    path(f"{_SIGN_OFF}/hand-in/", sign_off.hand_in, name="sign_off_hand_in"),
    path(f"{_SIGN_OFF}/withdraw/", sign_off.withdraw, name="sign_off_withdraw"),
    path(f"{_SIGN_OFF}/render/", sign_off.render_again, name="sign_off_render"),
    path(f"{_PUBLICATION}/", publication.publication, name="publication"),
    path(f"{_PUBLICATION}/state/", publication.state, name="publication_state"),
    path(f"{_PUBLICATION}/release/", publication.release, name="release"),
    path(f"{_PUBLICATION}/release/cancel/", publication.cancel, name="release_cancel"),
    path(f"{_PUBLICATION}/correction/", publication.correct, name="correction"),
    path(f"{_PUBLICATION}/correction/close/", publication.close, name="correction_close"),
    path(f"{_VERSION}/folder/", publication.folder, name="publication_folder"),
    path(f"{_VERSION}/files/<path:name>", publication.file, name="publication_file"),
]
