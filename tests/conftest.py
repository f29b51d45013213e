"""Laws are tried on the same examples in every run; `--hypothesis-profile=thorough` takes others, and twenty times as many."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("thorough", max_examples=2_000)
settings.load_profile("same")
