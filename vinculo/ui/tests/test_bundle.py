"""One stylesheet and one script, whole, in order, and readable by everybody."""

import math
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from vinculo.ui import finders as ours

TOKENS = (ours.HERE / "tokens.css").read_text("utf-8")


def test_the_sheets_stand_in_their_layers() -> None:
    text = ours.style()
    assert text.startswith("@layer reset, tokens, base, components, rooms, utilities;")
    assert text.index("@layer reset {") < text.index("@layer tokens {") < text.index("@layer components {")
    assert text.index("@layer components {") < text.index("@layer utilities {")
    assert text.count("{") == text.count("}")


def test_the_finder_serves_what_it_joins() -> None:
    for name in (ours.STYLE, ours.SCRIPT):
        found = finders.find(name)
        assert isinstance(found, str)
        assert Path(found).stat().st_size > 5000
    listed = dict(ours.BundleFinder().list(None))
    assert set(listed) == {ours.STYLE, ours.SCRIPT}
    assert all(storage.exists(name) for name, storage in listed.items())


def test_no_script_evaluates_or_writes_styles() -> None:
    text = ours.script()
    for word in (
        "eval(",
        "new Function",
        "innerHTML +=",
        ".style.",
        "setAttribute('style'",
        "document.write",
    ):
        assert word not in text


def test_components_use_meaning_never_primitives() -> None:
    """Two steps of tokens: a component names `--risk`, never `--amber-5`; two greys are the exception, on purpose."""
    primitive = re.compile(r"var\(--(petrol|clay|slate|green|amber|red)-\d")
    for sheet in (ours.HERE / "components").glob("*.css"):
        assert not primitive.search(sheet.read_text("utf-8")), sheet.name


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (ours.HERE.parent.parent / "icons.svg").read_text("utf-8")))
    root = Path(ours.HERE).parents[2]
    asked = set()
    for template in root.rglob("templates/**/*.html"):
        text = template.read_text("utf-8")
        asked |= set(re.findall(r'{% icon "([\w-]+)"', text)) | set(re.findall(r'icon="([\w-]+)"', text))
    assert asked <= drawn, asked - drawn


def _linear(colour: str) -> tuple[float, float, float]:
    """OKLCH or hex to linear sRGB (Björn Ottosson's matrices)."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # type: ignore[return-value]
    light, chroma, hue = re.findall(r"[\d.]+", colour)[:3]
    ell, a = float(light) / 100, float(chroma) * math.cos(math.radians(float(hue)))
    b = float(chroma) * math.sin(math.radians(float(hue)))
    long = (ell + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (ell - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (ell - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
    return tuple(min(max(part, 0.0), 1.0) for part in rgb)  # type: ignore[return-value]


def _resolve(name: str, theme: int) -> str:
    found = re.search(rf"--{name}:\s*(.+?);", TOKENS)
    assert found, name
    value = found.group(1).strip()
    if value.startswith("light-dark("):
        inner = value[len("light-dark(") : -1]
        depth, cut = 0, 0
        for n, letter in enumerate(inner):
            depth += (letter == "(") - (letter == ")")
            if letter == "," and not depth:
                cut = n
        value = (inner[:cut], inner[cut + 1 :])[theme].strip()
    if value.startswith("var("):
        return _resolve(value[len("var(--") : -1], theme)
    return value


def contrast(front: str, back: str, theme: int) -> float:
    def luminance(name: str) -> float:
        red, green, blue = _linear(_resolve(name, theme))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    one, two = sorted((luminance(front), luminance(back)), reverse=True)
    return (one + 0.05) / (two + 0.05)


GROUNDS = (
    "ground", "ground-rail", "ground-sunken", "ground-raised", "ground-hover", "ground-picked", "ground-note",
)  # fmt: skip
TEXT = [(front, back) for front in ("text", "text-2", "text-3") for back in GROUNDS] + [
    (tone, back) for tone in ("ok", "risk", "breach", "accent", "client", "pause") for back in GROUNDS[:4]
]
TEXT += [(tone, f"{tone}-soft") for tone in ("ok", "risk", "breach", "info", "client", "supplier")]
TEXT += [("accent-strong", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-strong")]
TEXT += [("text-2", "pause-soft"), ("text", "info-soft"), ("text", "risk-soft"), ("text", "breach-soft")]
MARKS = [(mark, back) for mark in ("line-control", "focus") for back in GROUNDS[:4]]
MARKS += [(mark, "ground") for mark in ("risk-mark", "we", "client", "supplier", "third")]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_what_they_lie_on(theme: int) -> None:
    """WCAG 2.2 AA: 4.5 for words, 3 for marks and the borders of controls."""
    poor = [(f, b, round(contrast(f, b, theme), 2)) for f, b in TEXT if contrast(f, b, theme) < 4.5]
    poor += [(f, b, round(contrast(f, b, theme), 2)) for f, b in MARKS if contrast(f, b, theme) < 3]
    assert not poor
