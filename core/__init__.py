"""Everything of Keepface that would survive leaving Telegram."""
