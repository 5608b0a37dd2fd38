from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "sharing"

    def ready(self) -> None:
        from facilitation import withdrawals
        from sharing.models import Agreement, Introduction

        withdrawals.add(
            "summary-agreement", model=Agreement, made="recorded_at", session="summary__session"
        )
        withdrawals.add("introduction", model=Introduction, made="made_at", session="item__session")
