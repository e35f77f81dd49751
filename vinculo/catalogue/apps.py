from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "vinculo.catalogue"
    label = "catalogue"
