"""`{% load ui %}`: every component and filter. The tags live by idea in `vinculo.ui.tags`."""

from vinculo.ui.tags import actions, charts, filters, forms, lists, marks, page, parts, register, threads

__all__ = ["actions", "charts", "filters", "forms", "lists", "marks", "page", "parts", "register", "threads"]
