"""Two templates and the findings between them: for testing how differences become findings."""

from repair.engine.guided import compare_templates
from repair.engine.result import Options
from repair.template.load import from_text


def findings(generated: str, ideal: str, **options):
    """The findings between two texts of YAML."""
    result = compare_templates(
        from_text(generated, "generated.yaml"), from_text(ideal, "ideal.yaml"), Options(**options)
    )
    return result.findings


def listed(generated: str, ideal: str) -> dict[str, set[str]]:
    """The places of each finding, as "entry" or "entry.name", by the finding's id."""
    found: dict[str, set[str]] = {}
    for one in findings(generated, ideal):
        assert one.id not in found, "two findings of one id: look at them one by one"
        found[one.id] = {
            ".".join(str(step) for step in place.path[1:] if step not in ("Properties",))
            or str(place.path[0])
            for place in one.places
        }
    return found
