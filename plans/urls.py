from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("sessions/<uuid:session_id>/plan/", views.plan, name="plan"),
    path("sessions/<uuid:session_id>/plan/choose/", views.choose, name="choose"),
    path("sessions/<uuid:session_id>/plan/unchoose/", views.unchoose, name="unchoose"),
    path("sessions/<uuid:session_id>/plan/tray/", views.tray, name="tray"),
]
