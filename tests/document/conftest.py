"""What tests of edits share."""

import pytest

from repair.document import reconcile


@pytest.fixture
def proofs(monkeypatch):
    """Whether each try at an edit of YAML proved right, in order."""
    proved, found = reconcile._proved, []

    def noted(*args):
        found.append(proved(*args))
        return found[-1]

    monkeypatch.setattr(reconcile, "_proved", noted)
    return found
