from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from facilitation import views

app_name = "facilitation"
urlpatterns = [
    path("", views.home, name="home"),
    path(
        "sign-in/",
        login_not_required(LoginView.as_view(template_name="facilitation/sign_in.html")),
        name="sign_in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("sessions/", views.start, name="start"),
    path("sessions/<uuid:session_id>/about/", views.about, name="about"),
    path("sessions/<uuid:session_id>/tick/", views.tick, name="tick"),
]
