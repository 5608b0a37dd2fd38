from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "mapping"
    verbose_name = "Your network"

    def ready(self) -> None:
        from facilitation.progress import done_when
        from facilitation.vocabulary import Stage

        done_when(Stage.NETWORK, lambda session: session.members.on_map().exists())
