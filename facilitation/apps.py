from django.apps import AppConfig


class FacilitationConfig(AppConfig):
    name = "facilitation"
    verbose_name = "People and sessions"

    def ready(self) -> None:
        from facilitation import audit, checks  # noqa: F401 - they register themselves
        from facilitation.progress import done_when
        from facilitation.sign_in import second_factor
        from facilitation.vocabulary import Stage

        done_when(Stage.ABOUT, lambda session: session.participant.may_be_kept)
        audit.listen()
        second_factor.listen()
