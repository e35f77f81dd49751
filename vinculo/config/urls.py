"""Every address begins here; a room's own are in its `urls` module."""

from django.urls import include, path

from vinculo.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("ui/", include("vinculo.ui.urls")),
    path("portal/", include("vinculo.desk.portal.urls")),
]

handler400 = "vinculo.ui.views.bad_request"
handler403 = "vinculo.ui.views.permission_denied"
handler404 = "vinculo.ui.views.page_not_found"
handler500 = "vinculo.ui.views.server_error"
