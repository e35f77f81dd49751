"""The portal's addresses."""

from django.urls import path

from vinculo.desk.portal import case, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/<str:kind>/", views.new, name="new"),
    path("cases/", views.cases, name="cases"),
    path("cases/<slug:ref>/", case.case, name="case"),
]
