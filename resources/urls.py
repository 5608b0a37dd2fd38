from django.urls import path

from resources import background_views, check_views, download_views, needs_views, views

app_name = "resources"
urlpatterns = [
    path("sessions/<uuid:session_id>/near/", views.near, name="near"),
    path("sessions/<uuid:session_id>/near/where/", views.where, name="where"),
    path("sessions/<uuid:session_id>/near/home/", views.choose_home, name="choose_home"),
    path("sessions/<uuid:session_id>/near/wrong/", views.report_wrong, name="report_wrong"),
    path("sessions/<uuid:session_id>/postcode/", views.check_postcode, name="check_postcode"),
    path("directory/check/<str:token>/", check_views.check, name="check"),
    path("directory.csv", download_views.directory_csv, name="directory_csv"),
    path("directory.geojson", download_views.directory_geojson, name="directory_geojson"),
    path("map/dots/<int:zoom>/<int:x>/<int:y>/", background_views.dots, name="dots"),
    path("missing/", needs_views.unmet_needs, name="unmet_needs"),
    path("map/districts/", background_views.districts, name="districts"),
]
