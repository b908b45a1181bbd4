"""The addresses of the public view."""

from django.urls import include, path

urlpatterns = [path("", include("corecase.web.public.urls"))]
handler404 = "corecase.web.public.middleware.not_found"
handler500 = "corecase.web.public.middleware.fault"
