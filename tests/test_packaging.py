"""What ships: names, version, and a start that costs nothing."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import repair

ROOT = Path(__file__).resolve().parent.parent


def test_every_public_name_resolves():
    for name in repair.__all__:
        assert getattr(repair, name) is not None


def test_functions_win_over_the_folders_of_the_same_name():
    import repair.diff.delta
    import repair.report.terminal

    assert callable(repair.diff)
    assert callable(repair.report)


def test_the_version_is_said_once():
    assert metadata.version("cfn-template-repair") == repair.__version__


def test_the_package_says_that_it_is_typed_and_licensed():
    assert (ROOT / "repair" / "py.typed").exists()
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_package_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "repair", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"repair {repair.__version__}\n"


def loaded_by(*arguments):
    code = f"import sys; from repair.cli.main import main; main({list(arguments)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_asking_for_the_version_loads_nothing_heavy():
    assert not loaded_by("--version") & {"typer", "yaml", "pydantic", "jsonschema", "repair.api"}


def test_the_main_job_loads_nothing_that_only_tests_need():
    loaded = loaded_by(str(ROOT / "corpus/trade-processing/generated.json"), "--quiet", "--check")
    assert not loaded & {
        "pydantic",
        "jsonschema",
        "ruamel",
        "deepdiff",
        "jsonpatch",
        "rich",
        "cfnlint",
        "jinja2",
    }
