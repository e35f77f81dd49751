"""Who may open a page at all. What they may do on it is asked by the verbs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vinculo.directory.policies import manages_directory, sees_directory
from vinculo.kernel.refusals import NotAllowed, Refusal
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import ActorRequest

P = ParamSpec("P")
View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def open_to(may: Callable[[Actor], bool]) -> Callable[[View[P]], View[P]]:
    """Open a view to whom the policy lets in; a 403 for all others, whatever they ask for."""

    def wrap(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not may(request.actor):
                raise NotAllowed(view.__name__)
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def readers(view: View[P]) -> View[P]:
    """Open a page to those who may read the directory."""
    return open_to(sees_directory)(view)


def administrators(view: View[P]) -> View[P]:
    """Open a page to those who may change the directory."""
    return open_to(manages_directory)(view)


def is_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the verb was done; what it refuses, or what somebody else was faster with, is an error of the form."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error(None, _("Somebody registered this meanwhile."))
    return not form.errors


def ask(
    request: ActorRequest, form: BaseForm, *, title: str, word: str, back: str, place: str
) -> HttpResponse:
    """The page of one form: what it is for, its button, and the way back to `place`."""
    page = {"form": form, "title": title, "word": word, "back": back, "place": place}
    return render(request, "directory/form.html", page, status=422 if form.errors else 200)
