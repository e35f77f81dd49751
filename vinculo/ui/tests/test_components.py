"""Components escape what they are given, say what they show, and are cheap."""

import timeit
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from vinculo.ui import marks
from vinculo.ui.forms import Option, Renderer
from vinculo.ui.life import Knot, Span, draw_life
from vinculo.ui.parts import Mode
from vinculo.ui.reader import reader_of

EVIL = "<b onclick='x'>\"&"


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% tag evil evil %}",
        "{% state evil evil by=evil %}",
        "{% prio 2 evil %}",
        "{% face evil %}{% who evil %}{% who '' empty=evil %}",
        "{% clock evil evil 0.5 %}",
        "{% kbd evil %}",
        "{% icon 'x' label=evil %}",
        "{% btn evil url=evil icon='x' key=evil data_x=evil %}",
        "{% btn evil why_not=evil %}",
        "{% btn evil only_icon=True %}",
        "{% menu evil %}{% menu_item evil url=evil %}{% menu_item evil %}{% endmenu %}",
        "{% opener 'd' evil %}{% dialog 'd' evil %}x{% enddialog %}",
        "{% section evil n=evil more=evil more_url=evil %}x{% endsection %}",
        "{% panel evil more=evil %}x{% endpanel %}",
        "{% facts %}{% fact evil evil url=evil %}{% fact_block evil %}x{% endfact_block %}{% endfacts %}",
        "{% notice 'risk' title=evil action=evil url=evil %}x{% endnotice %}",
        "{% empty evil %}x{% endempty %}{% ghost 3 label=evil %}",
        "{% figures %}{% figure evil evil evil evil evil %}{% endfigures %}",
        "{% promise meta=evil %}{{ evil }}{% endpromise %}",
        "{% tabs evil %}{% tab evil evil count=3 current=True %}{% endtabs %}",
        "{% crumbs %}{% crumb evil evil %}{% crumb evil ref=True %}{% endcrumbs %}",
        "{% chip evil evil remove=evil %}{% chip_link evil evil %}",
        "{% bulk evil %}x{% endbulk %}{% hints evil evil %}",
        "{% table evil %}x{% endtable %}{% th evil sort=evil %}",
        "{% thread %}{% msg evil role=evil to=evil tag=evil channel=evil %}x{% endmsg %}{% endthread %}",
        "{% thread %}{% note evil to=evil %}x{% endnote %}{% event 'ok' %}x{% endevent %}{% endthread %}",
        "{% composer action=evil to=evil draft=evil label=evil value=evil placeholder=evil %}x{% endcomposer %}",
        "{% post evil name=evil %}x{% endpost %}",
        "{% bars rows label=evil unit=evil %}{% line_chart rows label=evil %}",
        "{{ evil|message }}",
    ],
)
def test_components_escape_what_they_are_given(source: str) -> None:
    shown = drawn(source, evil=EVIL, rows=[(EVIL, 3, EVIL), (EVIL, 4, EVIL)])
    assert "<b onclick" not in shown
    assert "'x'>\"" not in shown


def test_markup_of_ours_passes_through() -> None:
    assert marks.tag(marks.icon("ok")).count("<svg") == 1
    assert "<svg" in drawn("{% fact 'a' mark %}", mark=marks.icon("ok"))


def test_a_state_never_speaks_by_colour_alone() -> None:
    shown = marks.state("paused", "En espera", by="cliente")
    assert "i-pause" in shown
    assert "En espera" in shown
    assert "· cliente" in shown


def test_the_shape_of_a_face_says_whose_it_is() -> None:
    assert "face-client" in marks.face("Elena Vidal", "client")
    assert "face-supplier" in marks.face("Etiquetex", "supplier")
    assert "face-none" in marks.face(None)
    assert marks.initials("María de la Cruz Olmedo") == "MC"
    assert marks.initials("ana beltrán") == "AB"
    assert marks.initials("") == ""


def test_an_unknown_priority_is_a_dash() -> None:
    assert "P2" in marks.prio(2, "alta")
    assert "–" in marks.prio(None)
    assert "–" in marks.prio("x")


def test_a_broken_clock_runs_past_its_knot() -> None:
    assert 'cx="46"' in marks.clock("breach", "Vencido", 1)
    assert 'x2="60.0"' in marks.clock("met", "Cumplido", 1)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: marks.icon("clock"),
        lambda: marks.state("active", "En curso"),
        lambda: marks.prio(2, "alta"),
        lambda: marks.face("Ana Beltrán"),
        lambda: marks.tag("OLA", "ok"),
        lambda: marks.who("Ana Beltrán"),
        lambda: marks.clock("risk", "1 h 47 min", 0.78),
    ],
)
def test_marks_are_cheap_enough_for_every_cell(draw) -> None:
    draw()
    best = min(timeit.repeat(draw, number=500, repeat=5)) / 500
    assert best < 40e-6, f"{best * 1e6:.1f} µs"


def test_a_disabled_button_says_why_and_stays_within_reach() -> None:
    shown = drawn("{% btn 'Cerrar' why_not='Falta la confirmación' %}")
    assert 'aria-disabled="true"' in shown
    assert "Falta la confirmación" in shown
    assert " disabled" not in shown


def test_a_button_shows_its_key_and_answers_to_it() -> None:
    shown = drawn("{% btn 'Enviar' key='⌘↵' %}")
    assert 'data-key="mod+enter"' in shown
    assert 'aria-keyshortcuts="Control+Enter"' in shown


def test_a_column_says_how_it_is_sorted_and_keeps_the_view() -> None:
    request = RequestFactory().get("/queue/?view=mine&sort=due&page=3")
    shown = drawn("{% th 'Vence' sort='due' num=True %}", request=request)
    assert 'aria-sort="ascending"' in shown
    assert 'href="?view=mine&amp;sort=-due"' in shown
    assert 'class="num"' in shown


def test_the_pager_tells_which_rows_of_how_many() -> None:
    request = RequestFactory().get("/queue/?view=mine&page=3")
    shown = drawn("{% pager page %}", request=request, page=Paginator(range(412), 25).page(3))
    assert "51" in shown
    assert "412" in shown
    assert "?view=mine&amp;page=4" in shown
    assert drawn("{% pager page %}", page=Paginator(range(3), 25).page(1)) == ""


def test_a_note_says_in_words_who_does_not_see_it() -> None:
    shown = drawn("{% thread %}{% note 'Ana' %}x{% endnote %}{% endthread %}")
    assert "i-lock" in shown
    assert "Nota interna" in shown
    assert 'class="knot' not in shown


def test_the_private_mode_of_the_composer_is_marked() -> None:
    modes = [Mode("reply", "Respuesta"), Mode("note", "Nota interna", "lock", private=True)]
    shown = drawn("{% composer action='/x/' modes=modes mode='note' %}go{% endcomposer %}", modes=modes)
    assert 'value="note" checked data-private' in shown
    assert 'method="post"' in shown


class Sample(forms.Form):
    default_renderer = Renderer
    subject = forms.CharField(max_length=100, help_text="Qué pasa")
    detail = forms.CharField(required=False)
    impact = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("1", Option("Solo a mí", EVIL)), ("2", "Todos")]
    )


def test_a_form_ties_its_errors_to_its_fields() -> None:
    shown = str(Sample({"detail": "x"}))
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in shown
    assert 'id="id_subject_error"' in shown
    assert 'href="#id_subject"' in shown
    assert 'role="alert"' in shown
    assert "opcional" in shown


def test_a_radio_card_explains_itself_and_escapes() -> None:
    shown = str(Sample()["impact"])
    assert "Solo a mí<small>" in shown
    assert "<b onclick" not in shown


def test_a_life_is_also_told_in_words() -> None:
    start = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    spans = [
        Span(start, start + hour, "run"),
        Span(start + hour, start + 20 * hour, "pause", "Espera de <cliente>"),
    ]
    shown = draw_life(
        spans, [Knot(start, "client", "Aviso")], now=start + 2 * hour, reader=reader_of(), label="Hilo"
    )
    assert "th-pause" in shown
    assert "kn-client" in shown
    assert "nowmark" in shown
    assert "Hilo. " in shown
    assert "&lt;cliente&gt;" in shown
    assert "<cliente>" not in shown


def test_a_life_of_one_instant_is_drawn() -> None:
    at = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert "kn-client" in draw_life([], [Knot(at, "client", "Aviso")], now=at, reader=reader_of())
    assert draw_life([], [], now=at, reader=reader_of()) == ""
