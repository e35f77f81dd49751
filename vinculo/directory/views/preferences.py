"""What each person may set for themself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vinculo.directory.actions import change_preferences
from vinculo.directory.forms import PreferencesForm
from vinculo.directory.models import Person
from vinculo.kernel.web import ActorRequest, find, language_of
from vinculo.ui.look import YEAR
from vinculo.ui.toasts import toast


@never_cache
def preferences(request: ActorRequest) -> HttpResponse:
    """Language, time zone and look, of whoever asks."""
    by = request.actor
    person = find(Person, by, pk=by.person_id)
    form = PreferencesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        change_preferences(person, by=by, **form.cleaned_data)
        language = language_of(person.locale)
        with translation.override(language):  # said in the language that was just chosen
            toast(request, _("The preferences are saved."))
        answer = redirect("directory:preferences")
        # The doors know nobody yet: after signing out they speak as this browser was last spoken to.
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return answer
    places = {"form": form, "person": person, "shell": request.shell}
    return render(request, "directory/preferences.html", places, status=422 if form.errors else 200)
