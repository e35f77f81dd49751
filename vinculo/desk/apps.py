from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "vinculo.desk"
    label = "desk"

    def ready(self) -> None:
        """Know what may be seen here, whichever page is asked for first."""
        from vinculo.desk import policies  # noqa: F401
