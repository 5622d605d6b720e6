"""The house has four floors, and imports go down only."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/debatekit"

IDEAS, COURSE, SERVICES, FACES = range(4)
FLOORS = {
    "errors": IDEAS, "ideas": IDEAS, "dates": IDEAS, "web_address": IDEAS, "polls": IDEAS, "exercises": IDEAS, "readings": IDEAS, "arguments": IDEAS, "clashes": IDEAS, "games": IDEAS, "matrices": IDEAS, "glossary": IDEAS, "headway": IDEAS, "forecasts": IDEAS,
    "course": COURSE,
    "journal": SERVICES, "rounds": SERVICES, "workspace": SERVICES, "classroom": SERVICES,
    "attending": FACES, "charts": FACES, "record": FACES, "widgets": FACES, "notebook": FACES, "cli": FACES, "__main__": FACES, "__init__": FACES,
}  # fmt: skip
# In the classroom, what speaks HTTP is a face, and has a wing of its own.
WINGS = {"debatekit.classroom.web": FACES}
# What the ideas of all features may use.
COMMON = ("errors", "ideas", "dates", "web_address")
# One feature may use an idea of another only by a door that is named here: a map that is built is compared with reconstructions, and a
# chance that is given has a score.
IDEA_DOORS = {("exercises", "debatekit.arguments.reconstruction"), ("exercises", "debatekit.forecasts.brier")}
# Every widget is a face, wherever it stands. nbgrader loads its plugins itself, after its own libraries.
PLUGINS = {"debatekit.rounds.feedback", "debatekit.rounds.sanitize"}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def floor(module: str) -> int:
    if module.endswith(".widget"):
        return FACES
    return WINGS.get(".".join(module.split(".")[:3]), FLOORS[room(module)])


def is_server(module: str) -> bool:
    """Whether this is part of the class server, a program of its own that nothing else loads unasked."""
    return room(module) == "classroom" and module != "debatekit.classroom"


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path):
    """(imported module, whether at the top of the file) for every import in `file`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: relative import"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((name if (PACKAGE.parent / Path(*name.split("."))).with_suffix(".py").exists() else node.module, id(node) in top) for name in whole)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_down_only(file):
    me = name_of(file)
    for module, _ in imports(file):
        if module == "debatekit" or not module.startswith("debatekit."):
            continue
        assert floor(module) <= floor(me), f"{me} imports {module}, which stands on a higher floor"
        if floor(me) == floor(module) == IDEAS and room(module) not in (room(me), *COMMON) and (room(me), module) not in IDEA_DOORS:
            raise AssertionError(f"{me} imports {module}: ideas of different features do not know each other")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_widgets_import_anywidget_and_ideas_stay_plain(file):
    found = {module.split(".")[0] for module, _ in imports(file)}
    if file.name != "widget.py":
        assert not found & {"anywidget", "ipywidgets"}
    if floor(name_of(file)) == IDEAS:
        assert not found & {"pydantic", "ruamel", "sqlite3", "nbformat", "nbgrader", "urllib", "http", "time"}


@pytest.mark.parametrize("file", [f for f in FILES if floor(name_of(f)) == IDEAS], ids=lambda file: str(file.relative_to(PACKAGE)))
def test_ideas_touch_no_file_and_no_clock(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"open", "print", "input"}
    assert not attributes & {"read_text", "write_text", "read_bytes", "write_bytes", "open", "now", "utcnow", "today", "environ"}


# One service may use another only by a door that is named here: whoever packs or grades work reads the answers file.
DOORS = {("rounds", "debatekit.journal.answers_file"), ("workspace", "debatekit.journal.place")}


@pytest.mark.parametrize("file", [f for f in FILES if floor(name_of(f)) == SERVICES], ids=lambda file: str(file.relative_to(PACKAGE)))
def test_services_meet_only_at_named_doors(file):
    me = room(name_of(file))
    if floor(name_of(file)) == FACES:
        return
    for module, _ in imports(file):
        if module.startswith("debatekit.") and FLOORS[room(module)] == SERVICES and room(module) != me:
            assert (me, module) in DOORS, f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("classroom/**/*.py")), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_a_class_is_knows_no_http(file):
    found = {module for module, _ in imports(file)}
    if floor(name_of(file)) == SERVICES:
        assert not {module.split(".")[0] for module in found} & {"fastapi", "starlette", "uvicorn", "http", "socketserver"}
        assert not found & {"urllib.request", "urllib.error"}


@pytest.mark.parametrize("file", [f for f in FILES if not is_server(name_of(f))], ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_notebook_does_not_load_the_class_server(file):
    assert not [module for module, top in imports(file) if top and is_server(module)]


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "widget.py"], ids=lambda file: str(file.relative_to(PACKAGE)))
def test_heavy_imports_come_late(file):
    if name_of(file) in PLUGINS or is_server(name_of(file)):
        return
    heavy = {"fastapi", "starlette", "uvicorn", "sqlalchemy", "psycopg", "segno", "pydantic", "pandas", "matplotlib", "altair", "anywidget", "ipywidgets", "nbgrader", "nbformat", "nbconvert", "jupyterlab", "ruamel"}
    assert not [module for module, top in imports(file) if top and module.split(".")[0] in heavy]


def test_every_room_has_a_floor():
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms <= set(FLOORS)
