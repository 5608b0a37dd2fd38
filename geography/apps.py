from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "geography"
    verbose_name = "Geography"

    def ready(self) -> None:
        from geography import checks  # noqa: F401 - they register themselves
