"""The priority matrix: what it says, its versions, and the form of whoever may change it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vinculo.desk import policies
from vinculo.desk.actions import revise_matrix
from vinculo.desk.forms.matrix import MatrixForm
from vinculo.desk.models import PriorityMatrix
from vinculo.directory.models import Organisation
from vinculo.directory.roles import DESK_MANAGE
from vinculo.kernel.refusals import NotAllowed, Refusal
from vinculo.kernel.web import ActorRequest, find
from vinculo.ui.toasts import toast


def matrix(request: ActorRequest, code: str) -> HttpResponse:
    """Show a matrix; a desk manager gives it its next version."""
    by = request.actor
    if not policies.visible_matrix_page(by):
        raise NotAllowed("matrix")
    found = find(PriorityMatrix, by, code=code)
    versions = list(found.versions.order_by("-number"))
    form = MatrixForm(request.POST or None, version=versions[0])
    if request.method == "POST" and form.is_valid():
        if not policies.manages_desk(by, found):
            raise NotAllowed("revise_matrix")
        provider = Organisation.objects.get(pk=by.granted_in(DESK_MANAGE)[0])
        try:
            told = revise_matrix(found, by=by, organisation=provider, cells=form.cleaned_data["cells"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = (
                _("The matrix has a new version.")
                if told
                else _("Nothing differs from the version in force.")
            )
            toast(request, said)
            return redirect("desk:matrix", code=code)
    places = {
        "matrix": found,
        "version": versions[0],
        "versions": versions,
        "form": form,
        "rows": form.rows(),
        "urgencies": [label for _code, label in versions[0].choices("urgencies")],
        "may_change": policies.manages_desk(by, found),
    }
    return render(request, "desk/matrix.html", places, status=422 if form.errors else 200)
