"""The addresses of this room alone: its tests do not lean on the rooms above."""

from django.urls import include, path

urlpatterns = [path("ui/", include("vinculo.ui.urls"))]
handler404 = "vinculo.ui.views.page_not_found"
