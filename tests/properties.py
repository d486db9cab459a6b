"""How properties are tried: the same examples at every run, and no clock."""

from hypothesis import settings

steady = settings(deadline=None, derandomize=True, max_examples=200)
