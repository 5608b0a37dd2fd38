from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from facilitation import erasures
        from referrals import receivers  # noqa: F401
        from referrals.models import Referral

        erasures.add(object_type="referral", model=Referral, action="referral deleted")
