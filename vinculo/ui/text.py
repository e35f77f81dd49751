"""Words typed by people, made safe to show: never markup, always paragraphs, line breaks and links."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Found in the raw text and escaped piece by piece: escaping first would let "&quot;" slip into an address.
_LINK = re.compile(
    r"""(?P<web>\bhttps?://[^\s<>"'`\\]+)|(?P<mail>(?:\bmailto:)?\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)""",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…»”’"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def as_message(text: str) -> SafeString:
    """Escape everything, keep paragraphs and lines, link http, https and e-mail addresses; no other markup."""
    clean = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n")
    paragraphs = [part for part in _PARAGRAPHS.split(clean) if part.strip()]
    return mark_safe("".join(f"<p>{_lines(part)}</p>" for part in paragraphs))  # noqa: S308 - escaped in _linked


def _lines(paragraph: str) -> str:
    return "<br>".join(_linked(line) for line in paragraph.split("\n"))


def _linked(line: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _LINK.finditer(line):
        found = _without_trailing(match.group())
        parts.append(escape(line[end : match.start()]))
        parts.append(_anchor(found, mail=match.lastgroup == "mail"))
        end = match.start() + len(found)
    parts.append(escape(line[end:]))
    return "".join(parts)


def _without_trailing(found: str) -> str:
    """Leave the full stop, and the bracket that was opened before the address, to the sentence."""
    while found:
        last = found[-1]
        opener = _BRACKETS.get(last)
        if last in _TRAILING or (opener and found.count(last) > found.count(opener)):
            found = found[:-1]
        else:
            break
    return found


def _anchor(found: str, *, mail: bool) -> str:
    target = found if not mail or found.lower().startswith("mailto:") else f"mailto:{found}"
    return f'<a href="{escape(target)}" rel="nofollow noopener noreferrer">{escape(found)}</a>'
