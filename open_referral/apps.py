from django.apps import AppConfig


class OpenReferralConfig(AppConfig):
    name = "open_referral"
    verbose_name = "Open Referral"
