from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        from facilitation.progress import done_when, has_any
        from facilitation.vocabulary import FOLLOW_UP_URL_NAME, Stage
        from plans import receivers  # noqa: F401
        from plans.models import FollowUp, PlanItem

        told = has_any(lambda session: FollowUp.objects.filter(session=session))
        done_when(FOLLOW_UP_URL_NAME, told)
        chosen = has_any(lambda session: PlanItem.objects.filter(session=session))
        done_when(Stage.NEAR, chosen)
        done_when(Stage.PLAN, lambda session: session.finished_at is not None)
