from django.utils.safestring import SafeString

from vinculo.ui import marks
from vinculo.ui.tags import register

for function in (
    marks.icon, marks.state, marks.prio, marks.face, marks.who, marks.clock, marks.knot_mark, marks.kbd, marks.spark,
):  # fmt: skip
    register.simple_tag(function, name=function.__name__)


@register.simple_tag
def tag(text: object, tone: str = "", icon: str = "") -> SafeString:
    return marks.tag(text, tone, icon)
