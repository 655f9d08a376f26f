"""What all tests share: hypothesis draws its examples without a clock, for a slow machine is no failure."""
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
