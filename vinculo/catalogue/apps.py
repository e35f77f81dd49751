from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "vinculo.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Know what may be seen here, whichever page is asked for first."""
        from vinculo.catalogue import policies  # noqa: F401
