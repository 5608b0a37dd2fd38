"""Every address of the site. What belongs to one person's session is under /sessions/<uuid>/."""

from django.contrib import admin
from django.urls import include, path

from genie_site import views

urlpatterns = [
    path("", include("geography.urls")),
    path("", include("facilitation.urls")),
    path("", include("facilitation.sign_in.urls")),
    path("", include("mapping.urls")),
    path("", include("measures.urls")),
    path("", include("preferences.urls")),
    path("", include("resources.urls")),
    path("", include("open_referral.urls")),
    path("", include("plans.urls")),
    path("", include("referrals.urls")),
    path("", include("sharing.urls")),
    path("", include("case_studies.urls")),
    path("", include("reports.urls")),
    path("", include("learning.urls")),
    path("admin/r/<path:thing>", views.not_told, name="not_told"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon),
]
