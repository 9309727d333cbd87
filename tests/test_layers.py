"""The import rule: every module imports only what stands below it, and libraries only where they belong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "forumpub"

# From the ground up. A module may import from its own layer only within its own package.
LAYERS = (
    ("patterns", "abbreviations", "values"),
    ("source",),
    ("diagnostics", "errors"),
    ("env", "excerpts"),
    ("rules",),
    ("model",),
    ("schema",),
    ("styling", "project"),
    ("locales", "plan"),
    ("given", "parse", "typeset"),
    ("transform", "layout", "containers", "mojibake"),
    ("translate",),
    ("render",),
    ("review",),
    ("plugins",),
    ("output", "fonts_in_use"),
    ("inputs",),
    ("pipeline", "doctor", "memories"),
    ("editions",),
    ("exchanging", "earlier_revisions", "remembering"),
    ("reviewing",),
    ("revisions",),
    ("comparisons",),
    ("batch",),
    ("edition_checks", "renewing"),
    ("report",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# The public interface: may reach everywhere below the command line.
TOP = {"__init__": RANK["report"], "api": RANK["report"]}

HOMES = {
    "click": ("cli",),
    "rich": ("report", "cli"),
    "reportlab": ("typeset", "render"),
    "deflate": ("typeset",),
    "docx": ("render/docx", "review"),
    "uharfbuzz": ("typeset",),
    "fontTools": ("typeset",),
    "icu4py": ("typeset", "transform", "translate"),
    "lxml": ("render", "typeset", "parse", "containers", "review", "translate/memory", "translate/terms"),
    "ctranslate2": ("translate/engines",),
    "argostranslate": ("translate/engines", "translate/models"),
    "sentencepiece": ("translate/engines",),
    "pypinyin": ("translate/romanising",),
    "sqlite3": ("translate/memory",),
    "rapidfuzz": ("translate", "review"),
    "markdown_it": ("containers",),
    "ftfy": ("mojibake",),
    "babel": ("locales", "typeset"),
    "importlib.metadata": ("plugins",),
}

# Modules that ask the operating system; who else needs one asks `env`, or stands at an end of the chain.
MACHINE = {
    "subprocess": ("translate/engines/apertium",),
    "socket": (),
    "urllib.request": ("translate/models/index",),
    "http": ("translate/models/index",),
    "tempfile": (),
    "logging": (),
}

FILES = sorted(ROOT.rglob("*.py"))


def module_name(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix()


def top(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield every imported module and whether it is imported only for type checkers."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield alias.name, _for_types(node)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield module, _for_types(node)
                if module == "forumpub":
                    for alias in names:
                        yield f"forumpub.{alias.name}", _for_types(node)
            case ast.ImportFrom():
                raise AssertionError(f"{path}: a relative import")
            case _:
                pass


def _for_types(node: ast.AST) -> bool:
    while (parent := getattr(node, "parent", None)) is not None:
        if isinstance(parent, ast.If) and ast.unparse(parent.test) == "TYPE_CHECKING":
            return True
        node = parent
    return False


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_module_imports_only_from_below(path: Path) -> None:
    name = top(path)
    assert name in RANK or name in TOP, f"give {name} a layer"
    for module, for_types in imports(path):
        if not module.startswith("forumpub.") or for_types:
            continue
        wanted = module.split(".")[1]
        if wanted not in RANK:
            # `from forumpub import __version__`
            assert wanted in TOP or wanted.startswith("__"), module
            continue
        if name in TOP:
            assert RANK[wanted] <= TOP[name], f"{name} imports {module}"
        elif wanted != name:
            assert RANK[wanted] < RANK[name], f"{name} imports {module}, which stands beside or above it"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    here = module_name(path)
    for module, _ in imports(path):
        for library, homes in {**HOMES, **MACHINE}.items():
            if module == library or module.startswith(library + "."):
                assert any(here == home or here.startswith(home + "/") for home in homes), (
                    f"{here} imports {module}"
                )


def test_the_rule_sees_what_it_should(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        "import click\n"
        "from forumpub import model\n"
        "if TYPE_CHECKING:\n    from forumpub.cli import main\n"
        "def f():\n    from forumpub.pipeline import g\n"
    )
    assert list(imports(path)) == [
        ("click", False),
        ("forumpub", False),
        ("forumpub.model", False),
        ("forumpub.cli", True),
        ("forumpub.pipeline", False),
    ]


def test_nothing_asks_the_clock_or_the_home_folder() -> None:
    for path in FILES:
        if module_name(path) == "env":
            continue
        text = path.read_text("utf-8")
        for call in ("datetime.now(", "date.today(", "time.time(", "Path.home(", "expanduser(", "getenv("):
            assert call not in text, f"{module_name(path)}: {call}"
        if top(path) != "cli":
            assert "os.environ" not in text, module_name(path)
