"""Every address of the staff site, a topic a file."""

from corecase.web.urls import (
    accounts,
    alerts,
    assessments,
    caseloads,
    home,
    inspections,
    people,
    programmes,
    progress,
    samples,
    second_marking,
    teams,
)

urlpatterns = [
    *home.urlpatterns,
    *accounts.urlpatterns,
    *people.urlpatterns,
    *programmes.urlpatterns,
    *inspections.urlpatterns,
    *teams.urlpatterns,
    *caseloads.urlpatterns,
    *samples.urlpatterns,
    *assessments.urlpatterns,
    *second_marking.urlpatterns,
    *alerts.urlpatterns,
    *progress.urlpatterns,
]
