"""Telegram's face of Keepface: the only place that imports telegram."""

import os

# Times as timedelta: python-telegram-bot otherwise warns at each flood limit, and will change in its next version.
os.environ.setdefault("PTB_TIMEDELTA", "true")
