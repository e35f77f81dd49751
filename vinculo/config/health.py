"""For load balancers and supervisors: is the process alive, and can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as this process does."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database does too, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
