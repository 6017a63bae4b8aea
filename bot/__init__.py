"""Telegram's face of Keepface: the only place that imports telegram."""
