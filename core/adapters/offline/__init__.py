"""The offline studio: for trying the bot and for tests, never beside a real engine."""

from core.adapters.offline.studio import ENGINE, OfflineAnalyst, OfflinePainter

__all__ = ["ENGINE", "OfflineAnalyst", "OfflinePainter"]
