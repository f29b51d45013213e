"""The payload of a stack or change-set hook: CloudFormation puts it behind an address that is valid for a while."""

from __future__ import annotations

import json
import re
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from repair.errors import InputError

TIMEOUT = 10.0
"""Seconds; a hook has 30 in all."""
MAX_BYTES = 8_000_000
"""A template has at most a million bytes; the payload holds two of them and the changes, escaped."""

_S3 = re.compile(
    r"(?:.+\.)?s3(?:[.-](?:dualstack\.)?[a-z]{2,4}(?:-[a-z]+)+-\d+)?\.amazonaws\.(?:com|com\.cn|eu)"
)
"""Hosts of Amazon S3, with the bucket in the name or without it, of a region or of none."""


class Redirects(HTTPRedirectHandler):
    """Follows S3 from region to region, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Refuse to follow when the new address is not one of S3's."""
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str) -> dict[str, Any]:
    """The payload behind a presigned address.

    Raises:
        InputError: The address is none of S3's, it cannot be opened, or what it gives is no payload.
    """
    _check(address)
    try:
        with build_opener(Redirects).open(address, timeout=TIMEOUT) as answer:
            text = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        raise InputError(f"the payload could not be fetched: Amazon S3 answered {error.code}") from None
    except (OSError, HTTPException) as error:
        raise InputError(f"the payload could not be fetched ({type(error).__name__})") from None
    if len(text) > MAX_BYTES:
        raise InputError(f"the payload has more than {MAX_BYTES} bytes")
    try:
        payload = json.loads(text)
    except ValueError:
        raise InputError("the payload is no JSON") from None
    if not isinstance(payload, dict):
        raise InputError("the payload is no object")
    return payload


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" or not _S3.fullmatch(parts.hostname or ""):
        raise InputError("the payload's address is not one of Amazon S3; it was not opened")
