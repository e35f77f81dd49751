"""The desk's addresses: staff here, the portal's in its own module."""

from django.urls import path

from vinculo.desk.views import intake, matrices, queue, search, ticket

app_name = "desk"
urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/filters/", queue.filters, name="filters"),
    path("search/", search.search, name="search"),
    path("tickets/new/", intake.new, name="new"),
    path("tickets/<str:ref>/", ticket.ticket, name="ticket"),
    path("tickets/<str:ref>/message/", ticket.message, name="message"),
    path("tickets/<str:ref>/take/", ticket.take, name="take"),
    path("tickets/<str:ref>/assign/", ticket.assign, name="assign"),
    path("tickets/<str:ref>/start/", ticket.start, name="start"),
    path("tickets/<str:ref>/wait/", ticket.wait, name="wait"),
    path("tickets/<str:ref>/resolve/", ticket.resolve, name="resolve"),
    path("tickets/<str:ref>/reclassify/", ticket.reclassify, name="reclassify"),
    path("tickets/<str:ref>/share/", ticket.share, name="share"),
    path("tickets/<str:ref>/share/<slug:supplier>/end/", ticket.unshare, name="unshare"),
    path("tickets/<str:ref>/reopen/", ticket.reopen, name="reopen"),
    path("tickets/<str:ref>/close/", ticket.close, name="close"),
    path("tickets/<str:ref>/cancel/", ticket.cancel, name="cancel"),
    path("matrices/<slug:code>/", matrices.matrix, name="matrix"),
]
