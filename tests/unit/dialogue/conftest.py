"""Property tests give the same examples on every run, and a busy machine fails none of them."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
