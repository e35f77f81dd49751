"""The directory's addresses."""

from django.urls import path

from vinculo.directory import views

app_name = "directory"
urlpatterns = [path("", views.preferences, name="preferences")]
