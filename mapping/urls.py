from django.urls import path

from mapping import views

app_name = "mapping"
urlpatterns = [
    path("sessions/<uuid:session_id>/network/", views.network, name="network"),
]
