"""The one place that knows which adapter stands behind which port."""

from core.bootstrap.commands import Admin, administered, migration_script, opened_faces
from core.bootstrap.opening import open_core
from core.bootstrap.parts import Core

__all__ = ["Admin", "Core", "administered", "migration_script", "open_core", "opened_faces"]
