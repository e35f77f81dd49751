from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "vinculo.directory"
    label = "directory"

    def ready(self) -> None:
        """Know what may be seen here, whichever page is asked for first."""
        from vinculo.directory import policies  # noqa: F401
