from django.urls import path

from measures import views

app_name = "measures"
urlpatterns = [
    path("sessions/<uuid:session_id>/questions/", views.ask, name="ask"),
    path("sessions/<uuid:session_id>/questions/paper/", views.paper, name="paper"),
    path("sessions/<uuid:session_id>/questions/before-map/", views.before_map, name="before_map"),
    path("measures/", views.choose, name="choose"),
]
