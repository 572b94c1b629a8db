"""Properties are checked for what they say, not for how fast this machine is just now."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "unhurried",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")
