"""Every address of the site. What belongs to one person's session is under /sessions/<uuid>/."""

from django.contrib import admin
from django.urls import include, path

from genie_site import views
from resources.open_referral import views as open_referral

urlpatterns = [
    path("", include("facilitation.urls")),
    path("", include("mapping.urls")),
    path("", include("preferences.urls")),
    path("", include("resources.urls")),
    path("", include("plans.urls")),
    # without its slash, too: a redirect would lose the caller's headers
    path("open-referral/v3", open_referral.about),
    path("open-referral/v3/", include("resources.open_referral.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon),
]
