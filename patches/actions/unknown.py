"""Actions of policies that IAM does not know, because they are named like an operation of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from repair.patch.operations import Set
from repair.rules.all_policies import all_policies
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import statements
from repair.rules.tables import table
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield one detection for each list of actions that has such names."""
    yield from context.of_body("actions-unknown", resource, lambda: tuple(_detections(resource)))


def _detections(resource: Resource) -> Iterator[Detection]:
    for document_path, document in all_policies(resource):
        for path, statement in statements(document, document_path):
            for element in ("Action", "NotAction"):
                listed = statement.get(element)
                actions = listed if isinstance(listed, list) else [listed]
                meant = [_meant(action) if isinstance(action, str) else None for action in actions]
                if not any(meant):
                    continue
                wrong = [action for action, names in zip(actions, meant, strict=True) if names]
                # Names are compared without case; what stands there already is not written twice.
                known = {
                    action.lower() for action in actions if isinstance(action, str) and action not in wrong
                }
                kept: list[object] = []
                for action, names in zip(actions, meant, strict=True):
                    for name in names or (action,):
                        if names is None:
                            kept.append(name)
                        elif name.lower() not in known:
                            known.add(name.lower())
                            kept.append(name)
                value = kept if isinstance(listed, list) or len(kept) != 1 else kept[0]
                message = f"{resource.id} names {', '.join(wrong)}: IAM has no such action."
                yield Detection((*path, element), message, (Set((*path, element), value),))


def _meant(action: str) -> tuple[str, ...] | None:
    """The actions that allow what `action` asks for; None when it is none of the known mistakes."""
    return _mistakes().get(action.lower())


@lru_cache(maxsize=1)
def _mistakes() -> Mapping[str, tuple[str, ...]]:
    return {name.lower(): tuple(actions) for name, actions in table("iam_actions").items()}
