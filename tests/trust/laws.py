"""How many examples a law is tried on."""

from hypothesis import HealthCheck, settings


def tried(examples: int) -> settings:
    """Settings for a law: so many examples, and twenty times as many in the profile `thorough`."""
    times = max(settings().max_examples // 100, 1)
    return settings(max_examples=examples * times, deadline=None, suppress_health_check=list(HealthCheck))
