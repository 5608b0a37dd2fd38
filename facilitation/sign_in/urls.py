"""The addresses of signing in, by the names that django-allauth knows them by. What is not here is
not there: nobody signs up or keeps several e-mail addresses."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from facilitation.sign_in import views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "sign-in/forgotten/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^sign-in/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/new-password/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/inactive/", login_not_required(views.to_sign_in), name="account_inactive"),
    path("sign-in/invited/", login_not_required(views.to_sign_in), name="account_signup"),
    path("my-details/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", views.to_forgotten, name="account_set_password"),
    path("admin/login/", login_not_required(views.admin_sign_in)),
]
