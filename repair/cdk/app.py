"""An app folder, synthesised with the real CDK in a subprocess: no lookups, no account, nothing written beside it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from repair.cdk.assembly import Stack, read
from repair.cdk.cause import Cause
from repair.cdk.synth_failure import cause_of
from repair.errors import InputError

SETTINGS = "cdk.json"
TIMEOUT = 600
"""Seconds that a synthesis may take."""

LEFT_OUT = ("cdk.out", ".git", "node_modules", ".venv", "venv", "__pycache__", "*.pyc")
_LINKED = ("node_modules", ".venv", "venv")
_CONTEXT = {
    "aws:cdk:enable-path-metadata": True,
    "aws:cdk:enable-asset-metadata": True,
    "aws:cdk:bundling-stacks": [],
    "@aws-cdk/core:validateAgainstDefaultRules": False,
}
_ACCOUNT = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What a run of an app came to.

    Attributes:
        stacks: Its stacks; empty when it failed.
        cause: Why it failed; None when it did not.
    """

    stacks: tuple[Stack, ...]
    cause: Cause | None = None


def is_app(folder: Path) -> bool:
    """Whether the folder is a CDK app."""
    return (folder / SETTINGS).is_file()


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """A copy of the app to run and to try edits in; what is installed for it is linked."""
    with tempfile.TemporaryDirectory(prefix="repair-cdk-") as place:
        copy = Path(place).resolve() / "app"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        for name in _LINKED:
            if (folder / name).is_dir():
                (copy / name).symlink_to((folder / name).resolve())
        modules = _modules(folder)
        if modules is not None and not (copy / "node_modules").exists():
            (copy / "node_modules").symlink_to(modules)
        yield copy


def synthesise(folder: Path, *, types: bool = True) -> Synthesis:
    """Run the app in `folder`, best a `workspace`.

    Args:
        folder: The app.
        types: Whether TypeScript's types are checked too; without it a run is several times as fast.

    Raises:
        InputError: `cdk.json` cannot be read, or names no command, or the command is not there.
    """
    settings = _settings(folder)
    out = folder / "cdk.out"
    shutil.rmtree(out, ignore_errors=True)
    command = _command(settings["app"], folder)
    environment = _environment(folder, out, settings.get("context") or {}, types=types)
    code, said = _run(command, folder, environment)
    if not code and not (out / "manifest.json").is_file():
        return Synthesis((), Cause("the app ended and wrote no assembly: it has to call synth() on its App"))
    if code:
        return Synthesis((), cause_of(said, folder, code))
    return Synthesis(read(out))


def _settings(folder: Path) -> dict[str, object]:
    file = folder / SETTINGS
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", name=SETTINGS) from None
    except ValueError as error:
        raise InputError(f"is not JSON: {error}", name=SETTINGS) from None
    if not isinstance(settings, dict) or not isinstance(settings.get("app"), str):
        raise InputError('names no app: add "app", the command that runs it', name=SETTINGS)
    local = folder / "cdk.context.json"
    if local.is_file():
        try:
            known = json.loads(local.read_text(encoding="utf-8"))
            settings["context"] = {**known, **(settings.get("context") or {})}
        except (OSError, ValueError, TypeError):
            raise InputError("cannot be read as a context", name=local.name) from None
    return settings


def _command(app: object, folder: Path) -> list[str]:
    """The command of the app; `npx X` of what is installed is X itself, which starts seconds sooner."""
    try:
        words = shlex.split(str(app))
    except ValueError as error:
        raise InputError(f"names an app that is no command: {error}", name=SETTINGS) from None
    if not words:
        raise InputError('names no app: add "app", the command that runs it', name=SETTINGS)
    if words[:1] == ["npx"]:
        rest = [word for word in words[1:] if word not in ("--yes", "-y", "--no-install")]
        if rest and (folder / "node_modules" / ".bin" / rest[0]).exists():
            return rest
    return words


def _environment(folder: Path, out: Path, context: object, *, types: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ACCOUNT}
    given = context if isinstance(context, Mapping) else {}
    bins = [
        str(folder / ".venv" / "bin"),
        str(folder / "venv" / "bin"),
        str(folder / "node_modules" / ".bin"),
    ]
    kept["PATH"] = os.pathsep.join([*(one for one in bins if Path(one).is_dir()), kept.get("PATH", "")])
    kept |= {
        "CDK_OUTDIR": str(out),
        "CDK_CONTEXT_JSON": json.dumps({**given, **_CONTEXT}),
        "CDK_DEBUG": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "CDK_VALIDATION": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        "NO_COLOR": "1",
    }
    if not types:
        kept["TS_NODE_TRANSPILE_ONLY"] = "1"
    return kept


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Exit code and all that was said; the whole group of processes ends with the time limit."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError:
        raise InputError(
            f"the app's command needs {command[0]}, and it is not installed", name=SETTINGS
        ) from None
    try:
        said, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise InputError(f"the app did not end within {TIMEOUT} seconds", name=SETTINGS) from None
    return process.returncode, said.decode("utf-8", "replace")


def _modules(folder: Path) -> Path | None:
    """The Node packages that the app would find: of a folder above it, else of NODE_PATH."""
    above = [one / "node_modules" for one in folder.resolve().parents]
    named = [Path(one) for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one]
    return next((one.resolve() for one in (*above, *named) if (one / "aws-cdk-lib").is_dir()), None)
