from django.apps import AppConfig


class BenchmarkConfig(AppConfig):
    name = "vinculo.benchmark"
    label = "benchmark"
