"""The directory as others take it: as files, and by the Open Referral UK API."""

from django.urls import include, path

from open_referral.publish import download_views, views

app_name = "open_referral"
urlpatterns = [
    path("directory.csv", download_views.directory_csv, name="directory_csv"),
    path("directory.geojson", download_views.directory_geojson, name="directory_geojson"),
    # without its slash, too: a redirect would lose the caller's headers
    path("open-referral/v3", views.about),
    path("open-referral/v3/", include("open_referral.publish.urls")),
]
