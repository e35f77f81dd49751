"""The addresses of signing in that are open. What allauth offers beyond them (signing up, several addresses, codes) is
not there at all."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.generic import RedirectView

from vinculo.config.account_views import SignInView, in_own_language, speak

to_reset = login_not_required(RedirectView.as_view(pattern_name="account_reset_password"))

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", in_own_language(views.logout), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("language/", speak, name="account_language"),
    path("password/change/", in_own_language(views.password_change), name="account_change_password"),
    path("password/set/", to_reset, name="account_set_password"),  # an account without one gets it by mail
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
