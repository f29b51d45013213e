"""The bounds given to `load` hold for what is read and for what it means."""

import pytest

from repair.document.limits import Limits
from repair.errors import InputError
from repair.template.load import from_text, load

TEXT = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: {DisplayName: [a, b, c]}\n"


@pytest.mark.parametrize("limits", [Limits(depth=3), Limits(nodes=3), Limits(size=10)], ids=str)
def test_a_template_beyond_its_bounds_is_refused(tmp_path, limits):
    file = tmp_path / "a.yaml"
    file.write_text(TEXT)
    with pytest.raises(InputError):
        load(file, limits=limits)
    assert load(file).data == from_text(TEXT).data
