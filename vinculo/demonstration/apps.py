from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "vinculo.demonstration"
    label = "demonstration"
