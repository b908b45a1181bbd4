"""Every address of the survey site; whatever else is asked for is the page for a wrong code."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.surveys import views

_SPEECH = r"(?P<language>en|cy)/(?P<easy>easy/)?"
_CODE = r"(?P<code>[^/]{1,60})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.enter, name="survey_enter"),
    re_path(rf"^thanks/{_SPEECH}$", views.thanks, name="survey_thanks"),
    re_path(rf"^{_CODE}/$", views.start, name="survey_start"),
    re_path(rf"^{_CODE}/thanks/{_SPEECH}$", views.thanks_on_device, name="survey_thanks_device"),
    re_path(rf"^{_CODE}/{_SPEECH}$", views.questions, name="survey_questions"),
]
