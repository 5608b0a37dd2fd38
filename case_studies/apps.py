from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "case_studies"
    verbose_name = "case studies"

    def ready(self) -> None:
        from case_studies.models import Agreement
        from facilitation import withdrawals

        withdrawals.add(
            "case-study-agreement",
            model=Agreement,
            made="recorded_at",
            session="case_study__session",
        )
