from django.urls import path

from preferences import views

app_name = "preferences"
urlpatterns = [
    path("sessions/<uuid:session_id>/preferences/", views.preferences, name="preferences"),
]
