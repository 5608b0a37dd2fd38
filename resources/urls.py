from django.urls import path

from resources.views import background, check, downloads, near, needs

app_name = "resources"
urlpatterns = [
    path("sessions/<uuid:session_id>/near/", near.near, name="near"),
    path("sessions/<uuid:session_id>/near/where/", near.where, name="where"),
    path("sessions/<uuid:session_id>/near/home/", near.choose_home, name="choose_home"),
    path("sessions/<uuid:session_id>/near/wrong/", near.report_wrong, name="report_wrong"),
    path("sessions/<uuid:session_id>/postcode/", near.check_postcode, name="check_postcode"),
    path("directory/check/<str:token>/", check.check, name="check"),
    path("directory.csv", downloads.directory_csv, name="directory_csv"),
    path("directory.geojson", downloads.directory_geojson, name="directory_geojson"),
    path("map/dots/<int:zoom>/<int:x>/<int:y>/", background.dots, name="dots"),
    path("missing/", needs.unmet_needs, name="unmet_needs"),
    path("map/districts/", background.districts, name="districts"),
]
