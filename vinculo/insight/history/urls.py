"""The history's addresses."""

from django.urls import path

from vinculo.insight.history import views

app_name = "history"
urlpatterns = [
    path("", views.events, name="events"),
    path("export/", views.events_file, name="events_file"),
    path("permissions/", views.permissions, name="permissions"),
    path("permissions/export/", views.permissions_file, name="permissions_file"),
]
