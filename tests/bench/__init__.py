"""How much time the bot itself adds to the engines' own. A benchmark, not a test: it asserts nothing."""
