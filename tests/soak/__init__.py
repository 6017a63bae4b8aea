"""A soak: people live with the bot while everything around it, and the bot itself, fails at random."""
