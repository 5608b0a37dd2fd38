from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "mapping"
    verbose_name = "Your network"

    def ready(self) -> None:
        from facilitation.progress import done_when, has_any
        from facilitation.vocabulary import Stage
        from mapping.models import Member

        on_map = has_any(lambda session: Member.objects.on_map().filter(session=session))
        done_when(Stage.NETWORK, on_map)
