"""The demonstration's addresses; each is a 404 anywhere but in a demonstration on this machine."""

from django.urls import path

from vinculo.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("", views.people, name="people"),
    path("enter/<slug:slug>/", views.enter, name="enter"),
]
