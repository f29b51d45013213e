"""Who needs whom, near and far."""

from __future__ import annotations

from repair.template.graph import ReferenceGraph


def needs(graph: ReferenceGraph, user: str, needed: str) -> bool:
    """Whether `user` needs `needed`, itself or through others. Nothing needs itself unless it lies on a circle."""
    seen: set[str] = set()
    stack = [user]
    while stack:
        for name in graph.dependencies(stack.pop()):
            if name == needed:
                return True
            if name not in seen:
                seen.add(name)
                stack.append(name)
    return False
