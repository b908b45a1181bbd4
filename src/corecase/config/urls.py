"""The addresses of the staff site."""

from django.urls import include, path

urlpatterns = [path("", include("corecase.web.urls"))]
handler404 = "corecase.web.errors.not_found"
handler500 = "corecase.web.errors.fault"
