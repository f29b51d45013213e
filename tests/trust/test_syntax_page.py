"""Every example of docs/syntax.md says what happens."""

import re
from pathlib import Path

import pytest

from repair.document.equality import same
from repair.template.load import Syntax, from_text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "syntax.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(plain|unsafe):\n\n````text\n(.*?)\n→\n(.*?)````$", PAGE, re.M | re.S)
REFUSED = re.findall(r"^````text\n((?:(?!→).)*?)````$", PAGE.partition("## What is refused")[2], re.M | re.S)


@pytest.mark.parametrize(("safety", "given", "mended"), EXAMPLES, ids=[str(n) for n in range(len(EXAMPLES))])
def test_an_example_is_mended_as_the_page_says(safety, given, mended):
    with pytest.raises(ValueError):
        from_text(given)
    if safety == "unsafe":
        with pytest.raises(ValueError):
            from_text(given, syntax=Syntax.PLAIN)
    template = from_text(given, syntax=Syntax.PLAIN if safety == "plain" else Syntax.ANY)
    assert same(template.data, from_text(mended).data, written=False)
    kinds = {one.mend.kind for one in template.document.recovery.found}
    assert all(f"`{kind}`" in PAGE for kind in kinds)


@pytest.mark.parametrize("given", REFUSED)
def test_what_the_page_calls_unreadable_is_refused(given):
    with pytest.raises(ValueError):
        from_text(given, syntax=Syntax.ANY)


def test_the_page_has_examples():
    assert len(EXAMPLES) > 10
    assert len(REFUSED) == 3
