"""The house's rules that a machine can see. Import contracts are `lint-imports`' own (pyproject.toml)."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from vinculo.config.reactions import REACTIONS
from vinculo.kernel.events import Fact
from vinculo.kernel.models import Audience

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "vinculo"
LINES, FUNCTION = 300, 40
KERNEL = {
    "actions", "api", "apps", "clock", "events", "history", "jobs", "lifecycle", "models", "owned", "records",
    "refusals", "roles", "scope", "walls", "web",
}  # fmt: skip
VERBS = ("vinculo.directory.actions", "vinculo.catalogue.actions", "vinculo.desk.actions")
POLICIES = (
    "vinculo.directory.policies",
    "vinculo.catalogue.policies",
    "vinculo.desk.policies",
    "vinculo.insight.policies",
)


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of the product but tests and migrations, read."""
    return {
        str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8"))
        for file in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(file.parts)
    }


def calls(tree: ast.AST) -> Iterator[str]:
    """Every call as it is written: `Ticket.objects.filter`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_the_kernel_is_a_closed_list() -> None:
    """What every room stands on is decided, not grown: a new file here is a decision of its own."""
    assert {file.stem for file in (PACKAGE / "kernel").glob("*.py")} - {"__init__"} == KERNEL


def test_a_file_fits_two_screens_and_a_function_one() -> None:
    long_files = {
        path: lines
        for path in sources()
        if (lines := len((ROOT / path).read_text("utf-8").splitlines())) > LINES
    }
    long_functions = {
        f"{path}:{node.name}": length
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (length := len(node.body and body_lines(node))) > FUNCTION
    }
    assert long_files == {}
    long_functions.pop("vinculo/ui/gallery.py:samples", None)  # a list of samples
    assert long_functions == {}


def body_lines(node: ast.FunctionDef) -> range:
    """The lines of a function after its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return range(body[0].lineno, (node.end_lineno or 0) + 1)


def test_names_say_what_a_thing_is() -> None:
    empty = re.compile(r"(Manager|Helper|Helpers|Util|Utils|Data|Info|Process)$")
    known = {"AccountManager"}  # Django's own word for what makes rows
    found = {
        f"{path}:{node.name}"
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and empty.search(node.name) and node.name not in known
    }
    assert found == set()


def test_only_the_scope_enters_a_role() -> None:
    """`set role`, `set_config('role'…` anywhere else would be a second way through the wall."""
    entering = re.compile(
        r"set_config\s*\(\s*'role'|\bset\s+(local\s+)?role\b|session authorization", re.IGNORECASE
    )
    found = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and entering.search(node.value)
    }
    assert found - {"vinculo/config/database.py"} == {
        "vinculo/kernel/scope.py"
    }  # preparing enters the owner's


WRITES = re.compile(
    r"(\.(save|bulk_create|bulk_update|get_or_create|update_or_create|create_user)$)|(objects\b.*\.(create|update|delete)$)"
)
MAY_WRITE = re.compile(
    r"/(actions|matrices|moves|history|conversation)(\.py|/)|vinculo/(demonstration|benchmark|integrations)/"
)
MODELS_GUARD = {
    "vinculo/directory/models.py",  # the maker of accounts, which the verb calls
    "vinculo/kernel/events.py",  # the fact's own row
}


def test_only_actions_change_the_world() -> None:
    found = {
        f"{path}: {call}"
        for path, tree in sources().items()
        if not MAY_WRITE.search(path) and path not in MODELS_GUARD
        for call in calls(tree)
        if WRITES.search(call)
    }
    assert found == set()


def test_no_signal_and_no_admin() -> None:
    """Signals fire on persistence and not on intent; Django's admin walks past actions and walls."""
    banned = re.compile(r"django\.(db\.models|dispatch|core|contrib\.auth)\.?(signals|dispatcher)?$")
    found = set()
    for path, tree in sources().items():
        for node in ast.walk(tree):
            names = (
                [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
            )
            found |= {
                f"{path}: {name}"
                for name in names
                if "signals." in name or name.endswith("dispatch.receiver")
            }
    assert banned
    assert found == set()
    assert not [app for app in settings.INSTALLED_APPS if "admin" in app]


def test_time_is_read_at_the_doors_only() -> None:
    known = {"vinculo/kernel/clock.py"}
    reads = (
        "datetime.now",
        "dt.datetime.now",
        "timezone.now",
        "datetime.utcnow",
        "date.today",
        "dt.date.today",
    )
    found = {path for path, tree in sources().items() for call in calls(tree) if call in reads}
    assert found <= known


@pytest.mark.parametrize("room", ["directory", "catalogue", "desk"])
def test_every_event_is_on_the_page_of_reactions_and_says_who_may_read_it(room: str) -> None:
    module = import_module(f"vinculo.{room}.events") if (PACKAGE / room / "events.py").exists() else None
    classes = [
        known
        for _name, known in inspect.getmembers(module, inspect.isclass)
        if issubclass(known, Fact)
        and known.__module__ == f"vinculo.{room}.events"
        and "Fact" not in known.__name__
    ]
    for known in classes:
        assert known in REACTIONS, known
        assert known.audience in Audience, known
        assert known.__doc__, known


def test_every_verb_and_policy_is_explained() -> None:
    for name in VERBS:
        verbs = inspect.getmembers(
            import_module(name), lambda m: inspect.isfunction(m) and hasattr(m, "__wrapped__")
        )
        for verb, function in verbs:
            if verb == "_":
                continue  # gettext
            assert (function.__doc__ or "").strip().endswith((".", ")", "`")), verb
            parameters = list(inspect.signature(function).parameters.values())
            assert all(p.kind is p.KEYWORD_ONLY for p in parameters[1:]), (
                f"{verb}: one subject, then keywords"
            )
            assert "by" in inspect.signature(function).parameters, verb
    for name in POLICIES:
        module = import_module(name)
        for policy, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == name:
                assert function.__doc__, policy


def test_no_template_holds_script_or_style() -> None:
    """The content-security policy would refuse it; here it is said before a browser does."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\son\w+\s*=\s*[\"']|\sstyle\s*=|javascript:", re.IGNORECASE
    )
    found = {
        str(file.relative_to(ROOT)): match[0]
        for file in PACKAGE.rglob("templates/**/*.html")
        if (match := inline.search(file.read_text("utf-8")))
    }
    assert found == {}


def test_no_template_marks_text_as_safe() -> None:
    found = {
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("templates/**/*")
        if file.is_file() and re.search(r"\|\s*safe\b|autoescape off", file.read_text("utf-8"))
    }
    assert {path for path in found if path.endswith(".html")} == {
        "vinculo/ui/templates/ui/forms/field.html"  # the help text of a field, which is code
    }


def test_html_is_never_put_together_by_hand_in_a_room() -> None:
    """`mark_safe` is for the components alone; a room uses `format_html`, which escapes."""
    found = {
        path
        for path, tree in sources().items()
        for call in calls(tree)
        if call.endswith(("mark_safe", "SafeString"))
    }
    assert {path for path in found if not path.startswith("vinculo/ui/")} == {
        "vinculo/desk/telling.py"  # sentences with names in bold: sentence and names are escaped there
    }


PUT_TOGETHER = {
    "vinculo/desk/queries.py": "counts of query sets: their own SQL with their own parameters",
    "vinculo/desk/search.py": "one of three constants",
    "vinculo/desk/threads.py": "two constants, with or without the notes",
    "vinculo/kernel/history.py": "names of the model's own table and columns",
    "vinculo/kernel/jobs.py": "the name of the model's own table",
    "vinculo/kernel/walls.py": "migrations",
}
"""Files of the serving rooms that hand the database more than a constant, each with what they put together."""


def test_no_statement_is_put_together_from_what_somebody_sent() -> None:
    """Whoever could write SQL could enter another role (docs/threat-model.md): values are parameters, always."""
    found = set()
    for path, tree in sources().items():
        if path.split("/")[1] in ("config", "demonstration", "benchmark"):
            continue  # they run for the operator, not for who sends requests
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            assert node.func.attr not in ("raw", "extra"), path
            assert "RawSQL" not in ast.unparse(node.func), path
            if node.func.attr in ("execute", "executemany"):
                given = node.args[0]
                is_constant = isinstance(given, ast.Constant) or (
                    isinstance(given, ast.Name) and given.id.strip("_").isupper()
                )
                found |= set() if is_constant else {path}
    assert found == set(PUT_TOGETHER)
