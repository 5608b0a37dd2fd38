from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "preferences"
    verbose_name = "Questionnaire"

    def ready(self) -> None:
        from facilitation.progress import done_when
        from facilitation.vocabulary import Stage

        done_when(Stage.PREFERENCES, lambda session: session.answers.exists())
