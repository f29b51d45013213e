"""A CloudFormation macro: repairs a template while it is deployed.

Events and answers are those of "Author a macro" in the CloudFormation user guide:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from repair.api import from_text, repair
from repair.aws.settings import FunctionSettings, settings
from repair.errors import RepairError, UsageError

PARAMETERS = {
    "Profile": "REPAIR_PROFILE",
    "Select": "REPAIR_SELECT",
    "Ignore": "REPAIR_IGNORE",
    "UnsafeFixes": "REPAIR_UNSAFE_FIXES",
}
"""What a transform may say, and the variable that says it for all."""


def handler(event: Mapping[str, Any], _context: object = None) -> dict[str, Any]:
    """The function's entry point.

    Args:
        event: What CloudFormation sends: the processed template is its `fragment`.
        _context: The Lambda context.
    """
    if not isinstance(event, Mapping):
        return _failed({}, "this is no event of a macro")
    try:
        # What the transform says stands over the function's environment: a template may choose its profile.
        return answer(event, settings({**os.environ, **_asked(event.get("params"))}))
    except RepairError as error:
        return _failed(event, str(error))
    except Exception as error:  # its text, and the traceback that Lambda would log, might quote the template
        return _failed(event, f"internal error ({type(error).__name__}); this is a defect of repair")


def answer(event: Mapping[str, Any], chosen: FunctionSettings) -> dict[str, Any]:
    """The repaired fragment. What cannot be mended stays as it is.

    Raises:
        RepairError: The fragment is no template, as when the transform stands inside a resource.
    """
    result = repair(from_text(json.dumps(event.get("fragment")), "the template"), options=chosen.options)
    return {"requestId": event.get("requestId"), "status": "success", "fragment": result.repaired}


def _asked(parameters: Any) -> dict[str, str]:
    """The parameters of the transform as variables; how they are capitalised, `_` and `-` do not matter.

    Raises:
        UsageError: There is no such parameter.
    """
    known = {_folded(name): variable for name, variable in PARAMETERS.items()}
    asked = {}
    for name, value in (parameters if isinstance(parameters, Mapping) else {}).items():
        if _folded(name) not in known:
            names = ", ".join(PARAMETERS)
            raise UsageError(f"there is no parameter called {name}; the transform takes {names}.")
        asked[known[_folded(name)]] = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return asked


def _folded(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _failed(event: Mapping[str, Any], message: str) -> dict[str, Any]:
    return {"requestId": event.get("requestId"), "status": "failure", "errorMessage": message}
