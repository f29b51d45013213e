"""Which values of a template are secrets, and what a value looks like without them.

A value is a secret by where it stands (a property, variable or parameter whose name says so, a NoEcho
parameter) or by what it looks like (an access key, a private key, credentials in a URL, `password=…` in user
data). What is only known at deployment is none: references, `{{resolve:…}}`. In doubt a value is redacted:
a report that says too little is a nuisance, one that says too much is an incident.

Sources of the forms: AWS IAM User Guide, "Unique identifiers" (AKIA, ASIA); RFC 7468 (key blocks); RFC 3986
section 3.2.1 (user information); RFC 7519 (tokens); the vendors' published token prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from repair.document.number import number_text
from repair.template.data import Data, Path
from repair.template.intrinsics import intrinsic
from repair.template.secret_names import is_secret_name

REDACTED = "[redacted]"
CHANGED = "[redacted, changed]"
"""Stands for a secret whose value is another one than before."""

_MARKS = (REDACTED, CHANGED)

_HARMLESS = frozenset(
    {
        "true", "false", "yes", "no", "on", "off", "none", "null", "required", "optional", "enabled", "disabled",
        "seconds", "minutes", "hours", "days", "string", "header", "authorizer",
    }
)  # fmt: skip
"""Settings that stand under names such as HttpTokens or `TokenValidityUnits: {AccessToken: hours}`."""

_LABELS = ("Name", "Key", "OptionName", "ParameterKey", "HeaderName", "AttributeName", "name", "key")
_VALUES = frozenset({"Value", "ParameterValue", "HeaderValue", "value"})
_STORED_ELSEWHERE = frozenset({"PARAMETER_STORE", "SECRETS_MANAGER"})
_AS_TEXT = "Fn::ToJsonString"
_PASSED_ON: Mapping[str, frozenset[int] | None] = {
    "Fn::Base64": None,
    "Fn::If": frozenset({1, 2}),
    "Fn::Join": frozenset({1}),
    "Fn::Select": frozenset({1}),
    "Fn::Split": frozenset({1}),
    "Fn::Sub": frozenset({0, 1}),
    _AS_TEXT: None,
}
"""Functions whose result is made of their arguments, and which arguments; None: all."""


class _At(NamedTuple):
    """What the way to a value says about it."""

    depth: int = 0
    """Steps from the top; five stands for all that lie deeper."""
    section: str = ""
    entry: str = ""
    type: str = ""
    secret: bool = False
    """Whether a literal here is a secret."""
    hidden: bool = False
    """Whether it is the value of a NoEcho parameter."""
    function: str | None = None
    """The function whose argument this is, when its result is made of the argument."""

    def with_secret(self, secret: bool, hidden: bool = False, function: str | None = None) -> _At:
        """The same way with another word on secrets."""
        if secret is self.secret and hidden is self.hidden and function is self.function:
            return self
        return _At(self.depth, self.section, self.entry, self.type, secret, hidden, function)


_Mark = Callable[[Path, Any, tuple[str, ...]], Any]
"""Given path, scalar and the secret texts in it (the scalar itself when it is one); returns what replaces it."""


def secrets(data: Data) -> dict[Path, tuple[str, ...]]:
    """The paths of all scalars that are or hold a secret, with the secret texts in each."""
    return secrets_in(data, (), data)


def secrets_in(value: Data, path: Path, data: Data) -> dict[Path, tuple[str, ...]]:
    """The same for `value` alone, read as what stands, or would stand, at `path` of `data`."""
    found: dict[Path, tuple[str, ...]] = {}

    def collect(at: Path, scalar: Any, texts: tuple[str, ...]) -> Any:
        found[at] = texts
        return scalar

    _walk(value, path, _arrive(path, data), collect)
    return found


def secret_paths(data: Data) -> frozenset[Path]:
    """The paths of all scalars that are or hold a secret."""
    return frozenset(secrets(data))


def is_secret(path: Path, value: Data, data: Data) -> bool:
    """Whether `value`, read as what stands at `path` of `data`, is or holds a secret."""
    return bool(secrets_in(value, path, data))


def redacted(value: Data, path: Path = (), data: Data = None, known: frozenset[str] | None = None) -> Data:
    """`value`, read as what stands at `path` of `data`, with its secrets replaced by `[redacted]`.

    Args:
        value: Any data; comes back itself when there is nothing to hide.
        path: Where it stands, or would stand.
        data: The template; without it only names and forms are judged, not NoEcho or a label beside the value.
        known: The secrets that were there before; every other one becomes `[redacted, changed]`.
    """

    def hide(_path: Path, scalar: Any, texts: tuple[str, ...]) -> Any:
        text = scalar if isinstance(scalar, str) else _text(scalar)
        for secret in texts:
            text = text.replace(secret, REDACTED if known is None or secret in known else CHANGED)
        return text

    return _walk(value, path, _arrive(path, data), hide)


def _arrive(path: Path, data: Data) -> _At:
    """What the way along `path` says, as far as `data` has it and by names alone from there."""
    at = _At()
    here: Data = data
    for step in path:
        if isinstance(step, int):
            fits = isinstance(here, list)
            at = _inside(at, here if fits else [], step)
            here = here[step] if fits and step < len(here) else None
        else:
            fits = isinstance(here, dict)
            at = _inside(at, here if fits else {}, step)
            here = here.get(step) if fits else None
    return at


def _walk(value: Data, path: Path, at: _At, mark: _Mark) -> Data:
    """`value` with every secret in it replaced by what `mark` gives; itself when nothing changes."""
    if at.depth == 2 and at.section == "Resources" and isinstance(value, dict) and _is_innocent(value):
        return value
    if isinstance(value, dict):
        changed = {
            key: _walk(item, (*path, key), _inside(at, value, key), mark) for key, item in value.items()
        }
        return changed if any(changed[key] is not item for key, item in value.items()) else value
    if isinstance(value, list):
        items = [
            _walk(item, (*path, index), _inside(at, value, index), mark) for index, item in enumerate(value)
        ]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    texts = _secret_texts(value, at)
    return mark(path, value, texts) if texts else value


def _is_innocent(resource: Mapping[str, Data]) -> bool:
    """Whether names and texts alone tell that a resource holds no secret: the careful walk takes four times as long."""
    if resource.get("Type") in ("AWS::ApiGateway::ApiKey", "AWS::SSM::Parameter"):
        return False
    pending: list[Any] = [resource]
    for node in pending:
        items: Any = node
        if type(node) is dict:
            if any(map(is_secret_name, node)) or (not _VALUES.isdisjoint(node) and _is_labelled_secret(node)):
                return False
            items = node.values()
        for item in items:
            kind = type(item)
            if kind is dict or kind is list:
                pending.append(item)
            elif kind is str and len(item) > 8 and _secret_spans(item):
                return False
    return True


def _inside(at: _At, container: Data, key: str | int) -> _At:
    """What one more step says. `container` is what holds `key`: its other entries matter too."""
    depth, section, entry, kind, secret, hidden, function = at
    if depth == 0:
        return _At(1, str(key))
    if depth == 1:
        return _At(2, section, str(key), "", section == "Metadata" and is_secret_name(str(key)))
    inner = at if depth == 5 else _At(depth + 1, section, entry, kind, secret, hidden, function)
    if function is not None and (isinstance(key, int) or function == "Fn::Sub"):
        return _in_argument(inner, function, container, key)
    if function == _AS_TEXT and intrinsic(container) is None:  # all of it becomes one text
        return inner.with_secret(secret or is_secret_name(str(key)), hidden, function)
    if isinstance(key, int):
        return inner
    if len(container) == 1 and intrinsic(container) is not None:
        passed = key in _PASSED_ON
        return inner.with_secret(secret and passed, hidden and passed, key if passed else None)
    if depth == 2:
        return _in_entry(inner, container, key)
    return inner.with_secret(_by_name(inner, container, key))


def _in_argument(inner: _At, name: str, container: Data, key: str | int) -> _At:
    """The step into the argument of a function that makes its result of it."""
    if isinstance(key, str):  # the variables of a Sub
        return inner.with_secret(inner.secret or is_secret_name(key), inner.hidden)
    passed = _PASSED_ON[name]
    if (passed is not None and key not in passed) or (
        name == "Fn::Join" and "{{resolve:" in _label(container)
    ):
        return inner.with_secret(False)
    kept = name == _AS_TEXT or (name == "Fn::Sub" and key == 1)
    return inner.with_secret(inner.secret, inner.hidden, name if kept else None)


def _in_entry(inner: _At, entry: Mapping[str, Data], key: str) -> _At:
    """The third step: into a parameter, an output, a resource."""
    if inner.section == "Parameters":
        if key not in ("Default", "AllowedValues") or str(entry.get("Type", "")).startswith("AWS::SSM::"):
            return inner.with_secret(False)
        hidden = str(entry.get("NoEcho", "")).lower() == "true"
        return inner.with_secret(hidden or is_secret_name(inner.entry), hidden)
    if inner.section == "Outputs":
        return inner.with_secret(key == "Value" and is_secret_name(inner.entry))
    if inner.section == "Resources":
        kind = entry.get("Type")
        misplaced = is_secret_name(key)  # a property that stands a level too high
        return inner._replace(type=kind if isinstance(kind, str) else "", secret=misplaced)
    return inner.with_secret(inner.section in ("Metadata", "Mappings") and is_secret_name(key))


def _by_name(inner: _At, holder: Mapping[str, Data], key: str) -> bool:
    """Whether the entry `key` of a mapping is a secret: by its own name, or by the label beside it."""
    if inner.section in ("Conditions", "Rules", "Parameters"):
        return False
    if key not in _VALUES:
        return is_secret_name(key)
    kind = holder.get("Type")
    if isinstance(kind, str) and kind in _STORED_ELSEWHERE:
        return False
    if inner.depth == 4:
        if inner.type == "AWS::ApiGateway::ApiKey":
            return True
        if inner.type == "AWS::SSM::Parameter" and is_secret_name(inner.entry.replace("Parameter", "")):
            return True
    return _is_labelled_secret(holder)


def _is_labelled_secret(holder: Mapping[str, Data]) -> bool:
    """Whether what stands beside a value calls it a secret."""
    labels = (_label(holder[name]) for name in _LABELS if name in holder)
    return any(is_secret_name(label.rsplit("/", 1)[-1]) for label in labels)


def _label(value: Data) -> str:
    """The text of a name as far as it is known, through Sub and Join."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "/".join(_label(item) for item in value)
    call = intrinsic(value)
    return _label(call[1]) if call is not None and call[0] in ("Fn::Sub", "Fn::Join") else ""


def _secret_texts(value: Data, at: _At) -> tuple[str, ...]:
    """The secret texts in a scalar: the whole of it, parts of it, or none."""
    if isinstance(value, bool) or value is None:
        return ()
    if not isinstance(value, str):
        text = _text(value)
        return (text,) if at.secret and (at.hidden or len(text) >= 6) else ()
    if at.secret and _is_literal(value):
        return (value,)
    return tuple(dict.fromkeys(value[start:end] for start, end in secret_spans(value)))


def _is_literal(text: str) -> bool:
    """Whether a text says something of its own and not only `${…}`, `{{resolve:…}}` or an ARN."""
    rest = _EMBEDDED.sub("", text).strip()
    if text in _MARKS or rest.startswith("arn:") or rest.lower() in _HARMLESS:
        return False
    return bool(rest) if rest == text.strip() else len(re.sub(r"\W", "", rest)) >= 4


def _text(number: float) -> str:
    return number_text(number) if isinstance(number, float) else str(number)


_EMBEDDED = re.compile(r"\{\{resolve:(?:\$\{[^}]*\}|[^}])*\}\}|\$\{[^}]*\}")

_CERTAIN = re.compile(
    r"""(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])
    | -----BEGIN\ [A-Z0-9 ]{0,40}PRIVATE\ KEY(?:\ BLOCK)?-----
      (?:[\s\S]*?-----END\ [A-Z0-9 ]{0,40}PRIVATE\ KEY(?:\ BLOCK)?-----|[\s\S]*)
    | \beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}
    | \bgh[pousr]_[A-Za-z0-9]{30,} | \bgithub_pat_\w{20,} | \bglpat-[\w-]{20,} | \bnpm_[A-Za-z0-9]{36}
    | \bxox[abeprs]-[\w-]{10,} | \b[sr]k_live_\w{16,} | \bAIza[\w-]{35} | \bSG\.[\w-]{16,}\.[\w-]{16,}
    | (?<=hooks\.slack\.com/services/)[\w/]{20,}
    | (?<=[Bb]earer\ )[\w.~+/-]{16,}=* | (?<=[Bb]asic\ )[A-Za-z0-9+/]{16,}=*""",
    re.VERBOSE,
)
_HINTS = (
    "AKIA", "ASIA", "PRIVATE KEY", "eyJ", "_", "glpat-", "xox", "AIza", "SG.", "slack", "earer ", "asic "
)  # fmt: skip
"""One of these is part of every text that `_CERTAIN` matches: looking for them is quicker."""
_IN_URL = re.compile(r"://(?:\$\{[^}\n]*\}|[^\s/@:\"'<>]){0,200}:((?:\$\{[^}\n]*\}|[^\s/\"'<>]){1,200})@")
_NAMED = re.compile(
    r"""(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|(?:api|access|private|signing|auth)[_-]?key)
    [\w-]{0,40} \\*["']? [\ \t]* (?:=>|={1,3}|:) [\ \t]*
    (?: \\*(?P<quote>["'])(?P<quoted>[^\n]{1,1000}?)\\*(?P=quote) | (?P<bare>[^\s"'`,;&|<>(){}\[\]\\]{3,200}) )""",
    re.VERBOSE | re.IGNORECASE,
)
_OPTION = re.compile(
    r"--[\w-]{0,40}(?:password|passwd|secret|token|api-key)[ \t]+([^\s\"'$`;&|<>(){}\[\]\\-]\S{3,200})"
)
_VARIABLE = re.compile(r"\$\(?[A-Za-z_]\w*\)?|%\(?\w*\)?s|\{[^{}]*\}|<[^<>]*>|\*+|[xX]{3,}")
_EXPRESSION = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_PLAIN = frozenset({"true", "false", "none", "null", "string", "required", "optional", "undefined", "str"})


def certain_spans(text: str) -> list[tuple[int, int]]:
    """Spans of what is a secret by its form alone, in text of any kind."""
    return _joined([*_certain(text), *_urls(text)])


def secret_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the secrets in a text that as a whole is none; also `name = value` where the name says so."""
    return _secret_spans(text) if len(text) > 8 else ()


@lru_cache(maxsize=16384)  # the same texts stand in many places, and in every state of a template
def _secret_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_joined([*_certain(text), *_urls(text), *_named(text)]))


def _certain(text: str) -> Iterator[tuple[int, int]]:
    if not any(hint in text for hint in _HINTS):
        return
    for match in _CERTAIN.finditer(text):
        if match.end() > match.start():
            yield match.span()


def _urls(text: str) -> Iterator[tuple[int, int]]:
    if "://" not in text:
        return
    for match in _IN_URL.finditer(text):
        if _says_something(match[1]):
            yield match.span(1)


def _named(text: str) -> Iterator[tuple[int, int]]:
    lowered = text.lower()
    if not any(hint in lowered for hint in ("pass", "pwd", "secret", "token", "credential", "key")):
        return
    text = _EMBEDDED.sub(lambda match: match[0] if match[0][0] == "$" else " " * len(match[0]), text)
    at = 0
    while match := _NAMED.search(text, at):
        start = match.start()
        while start > max(at, match.start() - 40) and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            start -= 1
        name = re.split(r"[\s\\\"'=:]", text[start : match.end()], maxsplit=1)[0]
        at = match.end()
        if text[start - 1 : start] == ":" or not is_secret_name(name):  # in an ARN or a dynamic reference
            at = match.start() + 5
        elif match["quoted"] is not None:
            if _says_something(match["quoted"]):
                yield match.span("quoted")
        elif _is_bare_secret(text, match, name):
            yield match.span("bare")
    for match in _OPTION.finditer(text):
        yield match.span(1)


def _is_bare_secret(text: str, match: re.Match[str], name: str) -> bool:
    """Whether a value without quotes is a literal and not an expression, a type or a word of a sentence."""
    value = match["bare"]
    if text[match.end() : match.end() + 1] in tuple("([{") or not _says_something(value):
        return False
    if _EXPRESSION.fullmatch(value):
        return False
    if name.isupper() and text[match.start("bare") - 1] == "=":  # an assignment of a shell or an .env file
        return True
    return len(value) >= 6 and not value.replace("_", "").replace("-", "").isalpha()


def _says_something(value: str) -> bool:
    """Whether a value is more than variables, placeholders and format fields."""
    rest = _VARIABLE.sub("", _EMBEDDED.sub("", value)).strip()
    return (
        len(rest) >= 3
        and rest.lower() not in _PLAIN
        and not rest.startswith(("arn:", "http://", "https://", "$"))
    )


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans sorted, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
