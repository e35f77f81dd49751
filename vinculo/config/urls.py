"""Every address begins here; a room's own are in its `urls` module."""

from django.urls import include, path

from vinculo.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
]
