from django.urls import path

from resources import views

app_name = "resources"
urlpatterns = [
    path("sessions/<uuid:session_id>/near/", views.near, name="near"),
]
