"""What is fuzzed: each target takes bytes and raises when a promise is broken."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import repair
from repair.cli.main import main
from repair.document import parse
from repair.document.equality import same
from repair.document.files import decode
from repair.document.recovery.recover import recover
from repair.engine.result import Options
from repair.errors import RepairError
from repair.knowledge.language import TEMPLATE_SECTIONS
from repair.template.dialect import CLOUDFORMATION
from repair.template.load import Syntax, from_text

_ROOTS = frozenset(TEMPLATE_SECTIONS)


def document(data: bytes) -> None:
    """Reading, mending the syntax, and editing: an error is a RepairError, what is written means the data."""
    try:
        text = decode(data)
    except RepairError:
        return
    try:
        parsed = parse(text, dialect=CLOUDFORMATION)
    except RepairError:
        mended = recover(text, dialect=CLOUDFORMATION, roots=_ROOTS)
        if mended is None:
            return
        assert same(
            parse(mended.text, dialect=CLOUDFORMATION, format=mended.format).data, mended.data, written=False
        )
        parsed = mended
    if isinstance(parsed.data, dict):
        assert parsed.edits(parsed.data) == ()
        wanted = {key: value for key, value in parsed.data.items() if value is not None} | {
            "Added": {"A": ["b"]}
        }
        again = parse(parsed.edited(wanted), dialect=CLOUDFORMATION, format=parsed.format)
        assert same(again.data, wanted, written=False)


def differ(data: bytes) -> None:
    """Two templates with a line `=====` between: the difference is empty or not, and mending closes it."""
    first, _, second = data.partition(b"\n=====\n")
    try:
        one, other = (from_text(decode(part), syntax=Syntax.ANY) for part in (first, second or first))
        difference = repair.diff(one, other)
        result = repair.repair(one, other)
    except RepairError:
        return
    assert repair.diff(one, one).equal
    left = repair.diff(from_text(result.text), other)
    assert left.equal
    assert result.changed or difference.equal


def engine(data: bytes) -> None:
    """Mending by the rules: no rule fails, a second run changes nothing."""
    try:
        template = from_text(decode(data), syntax=Syntax.ANY)
        result = repair.repair(template, options=Options(unsafe=True))
    except RepairError:
        return
    assert not result.failures, result.failures
    assert repair.repair(from_text(result.text), options=Options(unsafe=True)).text == result.text


def command(data: bytes) -> None:
    """The whole command: exit code 0, 1 or 2, and never a traceback."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "input"), Path(folder, "out")
        source.write_bytes(data)
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            code = main(
                [str(source), "-o", str(out), "--unsafe-fixes", "--no-config", "--report", f"{out}.json"]
            )
        assert code in (0, 1, 2)
        assert "internal error" not in said.getvalue(), said.getvalue()
        assert out.exists() is (code != 2)
        assert source.read_bytes() == data


TARGETS: dict[str, Callable[[bytes], None]] = {
    "document": document, "differ": differ, "engine": engine, "command": command,
}  # fmt: skip
