from django.urls import path

from vinculo.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("look/", views.look, name="look"),
]
