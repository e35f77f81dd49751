"""HTML attributes written from keyword arguments of a tag."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe


def attributes(given: Mapping[str, object]) -> SafeString:
    """`hx_post=url` becomes `hx-post="…"`; True a bare attribute; None, False and the empty string are left out."""
    parts = []
    for name, value in given.items():
        if value is None or value is False or value == "":
            continue
        # A trailing underscore frees Python's own words: `for_`, `class_`.
        spelt = escape(name.rstrip("_").replace("_", "-"))
        parts.append(f" {spelt}" if value is True else f' {spelt}="{escape(value)}"')
    return mark_safe("".join(parts))  # noqa: S308 - names and values escaped


def written(value: object) -> SafeString:
    """Escaped, unless it is markup of ours already."""
    return conditional_escape(value)  # type: ignore[arg-type]  # takes whatever has a str()
