"""The main job: `repair FILE -o OUT`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.asked import Asked, Files
from repair.cli.files import each_once
from repair.cli.in_force import fails, outdated_words, save_baseline
from repair.cli.limits import Bounds
from repair.cli.many import UNREADABLE, Many
from repair.cli.options import REPORT_SUFFIXES, Exact, Format, Unsafe, one_of, single
from repair.cli.outputs import STREAM, check_places, read_once, working_folder
from repair.cli.said import Aloud, Said, Speaker
from repair.cli.terminal import wants_colour, width
from repair.errors import InputError, RepairError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repair.api import Chooser, Entry, Options, Repair, Template

EPILOG = """Other commands: `repair check FILE` (findings only), `repair diff A B` (how two templates differ), `repair report A B`
(the failure-analysis document), `repair guard -- COMMAND` (in front of a deployment), `repair rules [ID]` (the library),
`repair config` (what is in force), `repair completion SHELL`. Each has its own --help.

Exit code 0: nothing is left to do. 1: findings remain, or with --check or --diff something would change.
2: bad input or usage; nothing was written."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the results of one file go."""

    output: str | None
    write: bool
    diff: bool
    check: bool
    report: str | None
    format: str | None
    patch: str | None
    inverse: str | None
    guarded: bool
    quiet: bool
    bounds: Bounds
    hook: bool = False
    baseline: str | None = None
    several: bool = False

    @property
    def goes_out(self) -> bool:
        """Whether the repaired text is written to a file."""
        return self.write or self.output is not None

    @property
    def sides(self) -> dict[str, str | None]:
        """The places of what is written beside the template, by option."""
        return {"--report": self.report, "--patch": self.patch, "--inverse-patch": self.inverse}


def command() -> Any:
    """The main job as a command line."""
    return single(run, epilog=EPILOG)


def run(
    files: Files,
    asked: Asked,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Write the result here.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", "-w", help="Write each file in place.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say whether anything would change; write nothing.")
    ] = False,
    ideal: Annotated[
        str | None, typer.Option("--ideal", metavar="FILE", help="Mend towards this template.")
    ] = None,
    exact: Exact = False,
    unsafe_fixes: Unsafe = None,
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="FILE", help=f"Write the findings, as {REPORT_SUFFIXES}."),
    ] = None,
    format_: Format = None,
    patch: Annotated[
        str | None, typer.Option("--patch", metavar="FILE", help="Write the RFC 6902 patch.")
    ] = None,
    inverse_patch: Annotated[
        str | None,
        typer.Option("--inverse-patch", metavar="FILE", help="Write the patch that takes it back."),
    ] = None,
    guarded_patch: Annotated[
        bool, typer.Option("--guarded-patch", help="Put test operations into the patch.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> int:
    """Mend CloudFormation templates: find what is wrong, apply the fixes that are safe, touch nothing else.

    Without -o, --write, --diff or --check the findings are shown and nothing is written; a template from
    standard input goes to standard output.
    """
    one_of(o=output is not None, write=write, diff=diff, check=check)
    outputs = Outputs(
        output,
        write,
        diff,
        check,
        report,
        format_,
        patch,
        inverse_patch,
        guarded_patch,
        quiet,
        asked.cost.bounds,
        asked.hook,
        asked.write_baseline,
    )
    chosen = asked.chooser(unsafe=unsafe_fixes, exact=exact, operations=report is not None)
    names = asked.names(files, chosen)
    names = each_once(names) if write else names
    if asked.hook and not names:
        return 0
    _check_usage(names, ideal, outputs)
    others = [one for one in (asked.baseline, asked.write_baseline) if one]
    check_places([*asked.chosen.files, *others], {"-o": output, **outputs.sides})
    asked.check_baseline_place(names)
    if exact and ideal is None:
        raise UsageError("--exact needs --ideal FILE.")
    from repair.api import load

    asked.settle(names, chosen, quiet=quiet or asked.hook)
    goal = load(ideal, limits=outputs.bounds.limits) if ideal is not None else None
    return _worked(names, goal, chosen, outputs, asked.jobs, cached=not asked.no_cache)


def _worked(
    names: Sequence[str],
    goal: Template | None,
    chosen: Chooser,
    outputs: Outputs,
    jobs: int,
    *,
    cached: bool,
) -> int:
    """Mend the files, and write the baseline when one is asked for."""
    known: list[tuple[str, tuple[Entry, ...]]] = []
    if len(names) == 1:
        speaker = Aloud()
        code = _one(names[0], goal, chosen, outputs, speaker)
        known += [(names[0], speaker.known)] if code != UNREADABLE else []
    else:
        work = Many(
            partial(_apart, goal, chosen, outputs),
            (outputs, chosen.start, goal and goal.data),
            jobs,
            cached=cached and outputs.baseline is None,
            own=chosen,
            taken=lambda file, said: known.append((file, said.known)),
        )
        code = work.run(names, quiet=outputs.quiet or outputs.hook)
    if outputs.baseline is not None:
        save_baseline(outputs.baseline, known)
    return code


def _check_usage(files: Sequence[str], ideal: str | None, outputs: Outputs) -> None:
    """Refuse what makes no sense before anything is read.

    Raises:
        UsageError: It does not.
    """
    single = {"-o": outputs.output, **outputs.sides}
    if len(files) > 1 and any(single.values()):
        name = next(name for name, value in single.items() if value)
        raise UsageError(f"{name} takes the result of one FILE; give one, or use --write for several.")
    if outputs.write and STREAM in files:
        raise UsageError(
            "--write needs files; the repaired standard input goes to standard output by itself."
        )
    for file in files if outputs.write else ():
        if Path(file).exists() and not (Path(file).is_file() or Path(file).is_dir()):
            raise UsageError(f"--write needs ordinary files, and {file} is none.")
    read = [*files, *([ideal] if ideal is not None else ())]
    read_once(read)
    check_places(read, outputs.sides)
    on_terminal = "--diff" if outputs.diff else "the template" if _gives_template(files[0], outputs) else None
    main = {on_terminal: STREAM} if on_terminal else {"-o": outputs.output}
    check_places([], {**main, **outputs.sides})


def _apart(ideal: Template | None, chosen: Chooser, outputs: Outputs, file: str) -> Said:
    """Mend one file of several; what there is to say waits for its turn."""
    speaker = Speaker()
    code = _one(file, ideal, chosen, replace(outputs, several=True), speaker)
    return speaker.said(code)


def _one(file: str, ideal: Template | None, chosen: Chooser, outputs: Outputs, speaker: Speaker) -> int:
    """Mend one file; an error is said and the other files go on."""
    from repair.api import Syntax, load, repair, saving

    try:
        force = chosen(file)
        options = force.options
        with outputs.bounds.within(file) as limits:
            template = load(file, syntax=Syntax.ANY if options.unsafe else Syntax.PLAIN, limits=limits)
            result = repair(template, ideal, options=options)
        places = _files(file, result, options, outputs)
        with saving(places):
            _standard_output(file, result, options, outputs, speaker)
        speaker.touched = bool(places)
        _summary(file, result, outputs, speaker)
        if outputs.baseline is not None:
            speaker.known = _known(template, result, options, outputs)
            return 0
    except RepairError as error:
        speaker.say(f"error: {error}")
        return UNREADABLE
    pending = result.changed and (outputs.check or outputs.diff or outputs.hook)
    return 1 if pending or fails(result, force.fail_on) else 0


def _known(template: Template, result: Repair, options: Options, outputs: Outputs) -> tuple[Entry, ...]:
    """What a baseline is to list: what is left where the result was written, else what is found."""
    from repair.api import check, entries_of

    if outputs.goes_out or result.ideal is not None:
        return entries_of(result, mended=True)
    return entries_of(check(template, options=options))


def _files(file: str, result: Repair, chosen: Options, outputs: Outputs) -> list[tuple[str, str]]:
    """The files to write and their texts."""
    texts = [(path, text) for path, text in _side_outputs(result, chosen, outputs) if path != STREAM]
    if outputs.output not in (None, STREAM):
        texts.append((str(outputs.output), result.text))
    elif outputs.write and result.changed:
        _check_unchanged(file, result)
        texts.append((file, result.text))
    return texts


def _check_unchanged(file: str, result: Repair) -> None:
    """Refuse to write over what somebody else wrote meanwhile.

    Raises:
        InputError: The file is not as it was read.
    """
    from repair.api import text_of

    document = result.template.document
    if document is not None and text_of(file) != document.original:
        raise InputError("somebody changed the file meanwhile; nothing was written: run again", name=file)


def _standard_output(file: str, result: Repair, chosen: Options, outputs: Outputs, speaker: Speaker) -> None:
    """The one result that goes to standard output, if any does."""
    if outputs.diff:
        from repair.report.unified import unified_diff

        speaker.give(unified_diff(result, colour=wants_colour(sys.stdout)))
    elif _gives_template(file, outputs):
        speaker.give(result.text)
    for path, text in _side_outputs(result, chosen, outputs):
        if path == STREAM:
            speaker.give(text)


def _gives_template(file: str, outputs: Outputs) -> bool:
    return outputs.output == STREAM or (
        file == STREAM and not any((outputs.output, outputs.diff, outputs.check))
    )


def _summary(file: str, result: Repair, outputs: Outputs, speaker: Speaker) -> None:
    if outputs.hook and result.changed and outputs.write:
        speaker.give(f"Fixing {file}\n")
    spoken = result.remaining if outputs.hook and outputs.write else result.findings
    old = outdated_words(result, file)
    if not outputs.quiet and old and outputs.baseline is None:
        speaker.say(old)
    if outputs.quiet or ((outputs.several or outputs.hook) and not spoken and not result.failures):
        return
    from repair.report.terminal import summary

    written = bool(outputs.output or outputs.write or _gives_template(file, outputs))
    speaker.say(summary(result, colour=wants_colour(sys.stderr), width=width(), written=written))
    if (
        result.changed
        and not outputs.several
        and not any((written, outputs.diff, outputs.check, *outputs.sides.values()))
    ):
        speaker.say("Nothing was written: give -o OUT, --write or --diff.")


def _side_outputs(result: Repair, chosen: Options, outputs: Outputs) -> Iterator[tuple[str, str]]:
    """The place and text of the report, the patch and its inverse, as far as they are asked for."""
    if outputs.report:
        from repair.report.write import kind_of, render

        kind = kind_of(outputs.report, outputs.format)
        yield outputs.report, render(result, kind, root=working_folder(), options=chosen)
    if outputs.patch:
        yield outputs.patch, _patch_text(result.guarded_patch if outputs.guarded else result.patch)
    if outputs.inverse:
        yield outputs.inverse, _patch_text(result.guarded_inverse if outputs.guarded else result.inverse)


def _patch_text(ops: Sequence[Mapping[str, object]]) -> str:
    from repair.report.json_report import finite, json_text

    return json_text([finite(op) for op in ops])
