from django.urls import path

from resources.near import views as near
from resources.needs import views as needs
from resources.suggestions import views as suggestions
from resources.verification import views as verification

app_name = "resources"
urlpatterns = [
    path("sessions/<uuid:session_id>/near/", near.near, name="near"),
    path("sessions/<uuid:session_id>/near/search/", near.search_words, name="search"),
    path("sessions/<uuid:session_id>/near/where/", near.where, name="where"),
    path("sessions/<uuid:session_id>/near/home/", near.choose_home, name="choose_home"),
    path("sessions/<uuid:session_id>/near/wrong/", near.report_wrong, name="report_wrong"),
    path("sessions/<uuid:session_id>/postcode/", near.check_postcode, name="check_postcode"),
    path("directory/check/<str:token>/", verification.check, name="check"),
    path("directory/check/<str:token>/<uuid:entry_id>/", verification.check, name="check_another"),
    path("directory/suggest/", suggestions.suggest_entry, name="suggest"),
    path("directory/suggest/thanks/", suggestions.suggested, name="suggested"),
    path("missing/", needs.unmet_needs, name="unmet_needs"),
]
