# Two stages: the environment is built from the hashed lock, the image carries it without build tools.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /app/.venv && /app/.venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

FROM python:3.12-slim
# httpx2 trusts the system's certificates.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 keepface && install -d -o keepface -m 700 /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY bot bot
COPY core core
COPY migrations migrations
USER keepface
# A key made in the container's home would go with the container: without PICTURE_KEY or this file the bot says so.
ENV PICTURE_KEY_FILE=/run/secrets/picture_key
ENV DATA_DIR=/data LOG_FORMAT=json PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD [".venv/bin/python", "-m", "bot", "alive"]
# Running work is drained on SIGTERM: stop with a time-out above GRACE_SECONDS (docker stop --time 45).
STOPSIGNAL SIGTERM
CMD [".venv/bin/python", "-m", "bot", "run"]
