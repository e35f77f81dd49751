"""The template tags, by idea. `templatetags/ui.py` gathers them under one `{% load ui %}`."""

from django.template import Library

register = Library()
