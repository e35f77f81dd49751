from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "vinculo.insight"
    label = "insight"
