"""`repair completion SHELL`: a script by which a shell completes commands, options and their values."""

from __future__ import annotations

import enum
import importlib
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from repair.cli.main import COMMANDS
from repair.cli.options import single
from repair.cli.terminal import give

EPILOG = """bash: repair completion bash > ~/.local/share/bash-completion/completions/repair

zsh: repair completion zsh > DIR/_repair, where DIR is a folder of $fpath

fish: repair completion fish > ~/.config/fish/completions/repair.fish"""

MAIN = "mend"
"""The command that has no name."""
_FILES = frozenset({"FILE", "OUT", "NAME"})
"""What the values of options are called that are files; a profile may be one."""


class Shell(enum.StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@dataclass(frozen=True, slots=True)
class Option:
    """An option as a shell needs to know it.

    Attributes:
        names: All spellings of one meaning: `-o`, `--output`.
        help: One line.
        value: What its value is called; None when it takes none.
        choices: The values that it takes, when they can be listed.
    """

    names: tuple[str, ...]
    help: str
    value: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def takes_files(self) -> bool:
        """Whether its value may be a path."""
        return self.value in _FILES


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it does in one line, its options, and the words that its arguments may be."""

    name: str
    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of every option."""
        return tuple(name for option in self.options for name in option.names)


def command() -> Any:
    """`repair completion` as a command line."""
    return single(run, epilog=EPILOG)


def run(shell: Annotated[Shell, typer.Argument(help="The shell to write for.")]) -> None:
    """Print the script that completes `repair` in a shell. It is made anew with each version."""
    give(script(shell, commands()))


def script(shell: Shell, known: Sequence[Command]) -> str:
    """The script for a shell."""
    writers = {Shell.BASH: _bash, Shell.ZSH: _zsh, Shell.FISH: _fish}
    return "\n".join(writers[shell](known)) + "\n"


def commands() -> list[Command]:
    """The main job and every other command, as they read their arguments."""
    return [_read(name) for name in (MAIN, *COMMANDS)]


def _read(name: str) -> Command:
    found = importlib.import_module(f"repair.cli.{name}").command()
    options = [Option(("--help",), "Show help.")]
    words: tuple[str, ...] = ()
    for parameter in found.params:
        choices = tuple(str(choice) for choice in getattr(parameter.type, "choices", ()))
        if parameter.param_type_name == "argument":
            words = choices
            continue
        metavar = None if parameter.is_flag else parameter.metavar or "VALUE"
        line = _line(parameter.help)
        options.append(Option(tuple(parameter.opts), line, metavar, choices))
        if parameter.secondary_opts:
            options.append(Option(tuple(parameter.secondary_opts), f"Not {parameter.opts[0]}."))
    return Command(name, _line(found.help), tuple(options), words)


def _line(text: str) -> str:
    """The first paragraph on one line, without what would need escaping in a shell's quotes."""
    line = " ".join(text.split("\n\n")[0].split()).replace("'", "\u2019")
    return "".join(letter for letter in line if letter not in '`"[]\\$')


def _bash(known: Sequence[Command]) -> Iterator[str]:
    named = [one.name for one in known if one.name != MAIN]
    yield from (
        "# Made by: repair completion bash",
        "_repair() {",
        "    local IFS=$' \\t\\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=mend names= words=",
        "    COMPREPLY=()",
        '    [[ " ${COMP_WORDS[*]:0:COMP_CWORD} " == *" -- "* ]] && return',
        "    if (( COMP_CWORD > 1 )); then",
        f"        case ${{COMP_WORDS[1]}} in {'|'.join(named)}) command=${{COMP_WORDS[1]}} ;; esac",
        "    else",
        f"        words={shlex.quote(' '.join(named))}",
        "    fi",
        "    case $command in",
        *(f"        {one.name}) names={shlex.quote(' '.join(one.names))} ;;" for one in known),
        "    esac",
        '    case "$command $before" in',
    )
    for one in known:
        for option in one.options:
            pattern = "|".join(shlex.quote(f"{one.name} {name}") for name in option.names)
            if option.choices:
                yield f"        {pattern}) names= words={shlex.quote(' '.join(option.choices))} ;;"
            elif option.value:
                yield f"        {pattern}) return ;;"
        if one.words:
            yield f"        {shlex.quote(f'{one.name} {one.name}')}) words={shlex.quote(' '.join(one.words))} ;;"
    yield from (
        "    esac",
        "    [[ $word == -* ]] && words=$names",
        "    IFS=$'\\n'",
        '    COMPREPLY=($(IFS=$\' \'; compgen -W "$words" -- "$word"))',
        '    [[ $word == -* || -z $words ]] || (( COMP_CWORD > 1 )) || COMPREPLY+=($(compgen -f -- "$word"))',
        "}",
        "complete -o default -o filenames -F _repair repair",
    )


def _zsh(known: Sequence[Command]) -> Iterator[str]:
    named = [one for one in known if one.name != MAIN]
    yield from (
        "#compdef repair",
        "# Made by: repair completion zsh",
        "_repair() {",
        "    local -a commands",
        "    commands=(",
        *(f"        {shlex.quote(one.name + ':' + one.help)}" for one in named),
        "    )",
        "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then",
        "        _describe command commands",
        "        _files",
        "        return",
        "    fi",
        "    case $words[2] in",
    )
    for one in [*named, *(one for one in known if one.name == MAIN)]:
        rest = f":word:({' '.join(one.words)})" if one.words else ":file:_files"
        if one.name == MAIN:
            yield "        *)"
        else:
            yield from (f"        {one.name})", "            shift words; (( CURRENT-- ))")
        yield "            _arguments -s \\"
        yield from (f"                {_zsh_option(option)} \\" for option in one.options)
        yield from (f"                {shlex.quote('*' + rest)}", "            ;;")
    yield from (
        "    esac",
        "}",
        'if [[ $funcstack[1] == _repair ]]; then _repair "$@"; else compdef _repair repair; fi',
    )


def _zsh_option(option: Option) -> str:
    value = ""
    if option.value:
        source = (
            f"({' '.join(option.choices)})" if option.choices else "_files" if option.takes_files else " "
        )
        value = f":{option.value}:{source}"
    text = "[" + option.help.replace(":", "\\:") + "]" + value
    if len(option.names) == 1:
        return shlex.quote(f"*{option.names[0]}{text}")
    return f"{{{','.join(shlex.quote('*' + name) for name in option.names)}}}{shlex.quote(text)}"


def _fish(known: Sequence[Command]) -> Iterator[str]:
    named = [one for one in known if one.name != MAIN]
    yield from (
        "# Made by: repair completion fish",
        "function __repair_command",
        "    set -l words (commandline -opc)",
        f"    if set -q words[2]; and contains -- $words[2] {' '.join(one.name for one in named)}",
        "        echo $words[2]",
        "    else",
        f"        echo {MAIN}",
        "    end",
        "end",
    )
    for one in named:
        yield f"complete -c repair -n __fish_is_first_token -a {one.name} -d {shlex.quote(one.help)}"
    for one in known:
        here = f"complete -c repair -n 'test (__repair_command) = {one.name}'"
        if one.words:
            yield f"{here} -f -a {shlex.quote(' '.join(one.words))}"
        for option in one.options:
            spelt = " ".join(
                f"-l {name[2:]}" if name[:2] == "--" else f"-s {name[1:]}" for name in option.names
            )
            value = ""
            if option.choices:
                value = f" -x -a {shlex.quote(' '.join(option.choices))}"
            elif option.value:
                value = " -r -F" if option.takes_files else " -x"
            yield f"{here} {spelt}{value} -d {shlex.quote(option.help)}"
