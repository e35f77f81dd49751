from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "vinculo.ui"
    label = "ui"
    verbose_name = "Vínculo · look"
