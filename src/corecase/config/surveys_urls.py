"""The addresses of the survey site."""

from django.urls import include, path

urlpatterns = [path("", include("corecase.web.surveys.urls"))]
handler400 = "corecase.web.surveys.middleware.refused"
handler404 = "corecase.web.surveys.middleware.unusable"
handler500 = "corecase.web.surveys.middleware.fault"
