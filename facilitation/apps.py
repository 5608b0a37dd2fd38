from django.apps import AppConfig


class FacilitationConfig(AppConfig):
    name = "facilitation"
    verbose_name = "People and sessions"

    def ready(self) -> None:
        from facilitation import audit
        from facilitation.progress import done_when
        from facilitation.vocabulary import Stage

        done_when(Stage.ABOUT, lambda session: session.participant.may_be_kept)
        audit.listen()
