"""Proxies of the environment: every HTTP client of ours follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY by itself."""

import os

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def spare_this_machine() -> None:
    """What runs here is reached directly, also where all else goes through a proxy: no proxy could reach it.

    To be called before the first client is made; programs that are started later inherit it.
    """
    # Either name may be set, and not every client reads the same one first.
    spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    names = [name for name in spared.replace(" ", "").split(",") if name]
    joined = ",".join([*names, *(name for name in THIS_MACHINE if name not in names)])
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = "*" if "*" in names else joined
