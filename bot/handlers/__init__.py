"""One file a user journey; each ends in HANDLERS."""
