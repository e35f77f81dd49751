from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "vinculo.kernel"
    label = "kernel"
