"""Every address begins here; a room's own are in its `urls` module."""

from django.urls import include, path

from vinculo.config import health, menu
from vinculo.config.api import api
from vinculo.kernel.api import mounted

urlpatterns = [
    path("", menu.home, name="home"),
    path("", include("vinculo.desk.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("vinculo.config.account_urls")),
    path("ui/", include("vinculo.ui.urls")),
    path("portal/", include("vinculo.desk.portal.urls")),
    path("measures/", include("vinculo.insight.urls")),
    path("history/", include("vinculo.insight.history.urls")),
    path("", include("vinculo.directory.urls")),
    path("api/v1/", mounted(api)),
    path("demo/", include("vinculo.demonstration.urls")),
]

handler400 = "vinculo.ui.views.bad_request"
handler403 = "vinculo.ui.views.permission_denied"
handler404 = "vinculo.ui.views.page_not_found"
handler500 = "vinculo.ui.views.server_error"
handler429 = "vinculo.ui.views.too_many_requests"  # asked for by allauth
