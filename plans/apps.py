from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        from facilitation.progress import done_when
        from facilitation.vocabulary import FOLLOW_UP_URL_NAME, Stage
        from plans import receivers  # noqa: F401

        done_when(Stage.NEAR, lambda session: session.plan_items.exists())
        done_when(FOLLOW_UP_URL_NAME, lambda session: session.follow_up_answers.exists())
        done_when(Stage.PLAN, lambda session: session.finished_at is not None)
