"""What all errors have in common."""


class CoreError(Exception):
    """Anything that Keepface itself raises on purpose."""
