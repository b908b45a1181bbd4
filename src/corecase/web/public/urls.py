"""Every address of the public view; whatever else is asked for is not there."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.public import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listed, name="public_list"),
    path("feed.atom", views.feed, name="public_feed"),
    path("sitemap.xml", views.site_map, name="public_site_map"),
    re_path(
        r"^by-hash/(?P<sha256>[0-9a-f]{64})/(?P<name>[\w./-]+)$",
        views.file_by_hash,
        name="public_file_by_hash",
    ),
    path("code-of-practice/", views.code_of_practice, name="public_code_of_practice"),
    path("<slug:code>/", views.report, name="public_report"),
    path("<slug:code>/<int:number>/<path:name>", views.file, name="public_file"),
]
