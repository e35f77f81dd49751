from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "vinculo.directory"
    label = "directory"
