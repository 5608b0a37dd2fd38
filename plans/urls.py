from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("sessions/<uuid:session_id>/plan/", views.plan, name="plan"),
]
