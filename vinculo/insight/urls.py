"""The measures' addresses."""

from django.urls import path

from vinculo.insight import views

app_name = "measures"
urlpatterns = [path("incidents/", views.incidents, name="incidents")]
