"""`--hypothesis-profile=thorough` looks at twenty times as many examples of each law."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=2_000)
