"""The addresses of signing in, by the names that django-allauth knows them by. What is not here is
not there: nobody signs up or keeps several e-mail addresses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.generic import RedirectView

from facilitation.sign_in import devices, single_sign_on, views

SECOND_STEP = "my-details/second-step/"

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
    path("invited/<str:token>/", login_not_required(views.invited), name="invited"),
    path("my-details/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", views.to_forgotten, name="account_set_password"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path(
        "sign-in/with/<slug:provider_id>/",
        single_sign_on.to_organisation,
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        single_sign_on.from_organisation,
        name="openid_connect_callback",
    ),
    path("sign-in/again/", login_not_required(views.sign_in_again), name="sign_in_again"),
    path(SECOND_STEP, mfa.index, name="mfa_index"),
    path(f"{SECOND_STEP}app/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{SECOND_STEP}app/take-away/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{SECOND_STEP}codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        f"{SECOND_STEP}codes/file/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        f"{SECOND_STEP}codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(f"{SECOND_STEP}passkeys/", views.to_second_step, name="mfa_list_webauthn"),
    path(f"{SECOND_STEP}passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        f"{SECOND_STEP}passkeys/<int:pk>/take-away/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("my-details/devices/", devices.devices, name="devices"),
    path("my-details/devices/others/end/", devices.end_others, name="end_others"),
    path("my-details/devices/<int:pk>/end/", devices.end_device, name="end_device"),
    path("my-details/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "my-details/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("admin/logout/", views.sign_out),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/login/", login_not_required(views.admin_sign_in)),
]
