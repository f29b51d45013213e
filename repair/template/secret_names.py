"""Names of secrets: whether what is called so is one, misspelt or not."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_MEANT = ("password", "passphrase", "secret", "credential", "credentials")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SECRET_WORDS = frozenset({"pwd", "psk", "passwords", "secrets", "tokens", "credential", "credentials"})
_SECRET_ENDS = (
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "secretkey",
    "privatekey",
    "accesskey",
)
_SECRET_PAIRS = frozenset(
    {
        ("pass", "word"),
        *((word, "key") for word in ("api", "secret", "private", "access", "signing", "shared", "auth")),
    }
)
_NO_SECRETS = frozenset(
    {"ServiceToken", "ClientToken", "NextToken", "SecretStringTemplate", "SecretTargetAttachment"}
)
_DISARMING = frozenset(
    """age alias algorithm allow arn arns attachment attribute attributes bucket change characters command count days
    description digest disabled duration enabled endpoint endpoints engine exclude expiration expire expires expiry
    expression field file format function generate group handler header headers hint hours http id ids kms lambda
    length limit location manage managed manager max maximum method min minimum minutes mode name names next param
    parameter parameters params path paths policies policy prefix provider public ref reference request required reset
    reuse role rotate rotation schema seconds size source stage suffix table target template timeout ttl type types
    unit units uri uris url urls use validity version versions""".split()  # noqa: SIM905 - a list of words reads better as words
)
"""Words that turn a secret's name into that of something about it: its length, its ARN, its rotation."""


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether what is called `name` is a secret: `MasterUserPassword` is, `PasswordLength` and `SecretArn` are not."""
    if name in _NO_SECRETS:
        return False
    words = [word.lower() for word in _WORD.findall(name)]
    if words[-3:] == ["access", "key", "id"]:
        words.pop()
    if _DISARMING.intersection(words):
        return False
    return (
        any(word in _SECRET_WORDS or word.endswith(_SECRET_ENDS) or _is_misspelt(word) for word in words)
        or any(pair in _SECRET_PAIRS for pair in pairwise(words))
        or (len(words) > 1 and words[-1] == "pass")
    )


def _is_misspelt(word: str) -> bool:
    """Whether a letter too many, too few, another or two in the wrong order part the word from one for a secret."""
    return any(_one_off(word, meant) for meant in _MEANT if word[:1] == meant[:1])


def _one_off(word: str, meant: str) -> bool:
    while word and meant and word[0] == meant[0]:
        word, meant = word[1:], meant[1:]
    while word and meant and word[-1] == meant[-1]:
        word, meant = word[:-1], meant[:-1]
    return max(len(word), len(meant)) <= 1 or word == meant[::-1]
