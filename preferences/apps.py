from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "preferences"
    verbose_name = "Questionnaire"

    def ready(self) -> None:
        from facilitation.progress import done_when, has_any
        from facilitation.vocabulary import Stage
        from preferences.models import Answer

        answered = has_any(lambda session: Answer.objects.filter(session=session))
        done_when(Stage.PREFERENCES, answered)
