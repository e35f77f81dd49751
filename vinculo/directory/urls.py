"""The directory's addresses."""

from django.urls import path

from vinculo.directory.views import acts, organisations, people, preferences

app_name = "directory"
_of = "organisations/<slug:organisation>/"
_who = "people/<uuid:person>/"
urlpatterns = [
    path("preferences/", preferences.preferences, name="preferences"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.register, name="register_organisation"),
    path(_of, organisations.organisation, name="organisation"),
    path(f"{_of}people/new/", organisations.register_person, name="register_person"),
    path(f"{_of}sites/new/", organisations.add_site, name="add_site"),
    path(f"{_of}teams/new/", organisations.form_team, name="form_team"),
    path(_who, people.person, name="person"),
    path(f"{_who}roles/grant/", people.grant, name="grant"),
    path(f"{_who}roles/<int:membership>/withdraw/", acts.withdraw, name="withdraw"),
    path(f"{_who}teams/join/", people.join, name="join"),
    path(f"{_who}teams/<int:team>/leave/", acts.leave, name="leave"),
    path(f"{_who}account/open/", acts.open_account, name="open_account"),
    path(f"{_who}account/invite/", acts.invite, name="invite"),
    path(f"{_who}account/close/", acts.close_account, name="close_account"),
    path(f"{_who}account/reopen/", acts.reopen_account, name="reopen_account"),
    path(f"{_who}deactivate/", acts.deactivate, name="deactivate"),
    path(f"{_who}reactivate/", acts.reactivate, name="reactivate"),
]
