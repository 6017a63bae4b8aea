"""One frozen settings object. Environment variables win over `.env`; every name is explained in `.env.example`."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import PicturesRefused, SettingsRefused
from core.models import Pack
from core.picture_keys import key_file, parse_keys

METRICS_PORT = 9464
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PAGES = ("/health", "/ready")
PACK = re.compile(r"([1-9]\d{0,3}):([1-9]\d{0,4})", re.ASCII)
MOST_PACKS = 6
MOST_STARS = 10_000
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: str = ""
    openai_engines: str = "gpt-5,gpt-6.1-terra,gpt-6.1-sol"
    transcription_engines: str = "gpt-transcribe,gpt-4o-mini-transcribe"
    gemini_api_key: SecretStr = SecretStr("")
    gemini_base_url: str = ""
    gemini_engines: str = "gemini-nano-banana-2.1,gemini-3-pro-image,gemini-3.1-flash-lite-image"
    engine_choice: Literal["on", "off"] = "off"
    engines: Literal["", "offline"] = ""
    likeness: Literal["on", "off"] = "on"
    database_url: SecretStr = SecretStr("")
    supabase_url: str = ""
    supabase_secret_key: SecretStr = SecretStr("")
    supabase_bucket: str = "keepface"
    data_dir: Path = Path(".data")
    picture_key: SecretStr = SecretStr("")
    picture_key_file: Path | None = None
    owner_id: int | None = None
    allowed_users: str = ""
    daily_pictures_per_user: int = 60
    daily_budget_usd: float = 10.0
    daily_budget_usd_per_user: float = 0.0
    stars_packs: str = ""
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = 8080
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    log_format: Literal["text", "json"] = "text"
    ai_label: Literal["on", "off"] = "on"
    retention_days: int = 0
    groups: Literal["on", "off"] = "off"
    inline: Literal["on", "off"] = "off"

    analysis_deadline_seconds: float = 90.0
    picture_deadline_seconds: float = 150.0
    transcription_deadline_seconds: float = 40.0
    backoff_seconds: float = 2.0
    breaker_seconds: float = 60.0
    takeover_seconds: float = 30.0
    grace_seconds: float = 30.0
    messages_a_second: float = 30.0

    @property
    def analyst_chain(self) -> tuple[str, ...]:
        return _names(self.openai_engines)

    @property
    def listener_chain(self) -> tuple[str, ...]:
        """Empty: nobody listens."""
        chain = _names(self.transcription_engines)
        return () if self.offline_analyst or chain == ("off",) else chain

    @property
    def painter_chain(self) -> tuple[str, ...]:
        return _names(self.gemini_engines)

    @property
    def offline_analyst(self) -> bool:
        return self.engines == "offline" or not self.openai_api_key.get_secret_value()

    @property
    def offline_painter(self) -> bool:
        return self.engines == "offline" or not self.gemini_api_key.get_secret_value()

    @property
    def offline(self) -> bool:
        """Nothing leaves this computer."""
        return self.offline_analyst and self.offline_painter

    @property
    def packs(self) -> tuple[Pack, ...]:
        """What is sold for Telegram Stars; nothing unless the owner says so."""
        return tuple(
            Pack(int(match[1]), int(match[2])) for one in _names(self.stars_packs) if (match := PACK.fullmatch(one))
        )

    @property
    def pictures_dir(self) -> Path:
        return self.data_dir / "pictures"

    @property
    def metrics_on_port(self) -> int:
        """0: nothing is served. Set or not, a webhook has its figures; polling needs no port of its own."""
        if self.metrics_port is None:
            return METRICS_PORT if self.webhook_url else 0
        return self.metrics_port

    def secrets(self) -> tuple[str, ...]:
        """Every secret in force, for the redacting log filter."""
        values = [value.get_secret_value() for _, value in self if isinstance(value, SecretStr)]
        return tuple(dict.fromkeys(value for value in (*values, *_names(self.picture_key.get_secret_value())) if value))

    def allows(self, user_id: int) -> bool:
        """Whether this Telegram account may use the bot. An empty list admits the owner alone."""
        allowed = _names(self.allowed_users)
        return user_id == self.owner_id or "*" in allowed or str(user_id) in allowed


def load_settings(**overrides: object) -> Settings:
    """Read the settings, or raise SettingsRefused naming every bad value at once."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # overrides are field names, checked by pydantic
    except ValidationError as error:
        problems = tuple(
            f"{str(problem['loc'][0]).upper()}: {problem['msg'].lower()}. Compare `.env.example`."
            for problem in error.errors(include_input=False)
        )
        raise SettingsRefused(problems) from error


def refuse_bad_settings(settings: Settings, *, on_telegram: bool) -> None:
    """Raise SettingsRefused with every operator's mistake at once, each with its fix."""
    problems = [*_engine_problems(settings, on_telegram), *_picture_problems(settings), *_webhook_problems(settings)]
    if on_telegram and not settings.telegram_bot_token.get_secret_value():
        problems.append("TELEGRAM_BOT_TOKEN is empty. Ask @BotFather for a bot and put its token into `.env`.")
    for name in ("telegram_api_url", "openai_base_url", "gemini_base_url"):
        url = str(getattr(settings, name))
        if url and urlsplit(url).scheme not in {"http", "https"}:
            problems.append(f"{name.upper()} must begin with http:// or https://. Leave it empty for the vendor's own.")
    for item in _names(settings.allowed_users):
        if item != "*" and not item.isdigit():
            problems.append(f"ALLOWED_USERS has '{item}', which is no Telegram id. Use numbers, commas, or * alone.")
    if settings.daily_pictures_per_user < 1 or not settings.daily_budget_usd > 0:  # so that nan is refused as well
        problems.append("DAILY_PICTURES_PER_USER and DAILY_BUDGET_USD must be above zero.")
    if not settings.daily_budget_usd_per_user >= 0:
        problems.append("DAILY_BUDGET_USD_PER_USER must be an amount of dollars, or 0 for none.")
    if not settings.messages_a_second >= 1:
        problems.append("MESSAGES_A_SECOND must be at least 1; Telegram allows about 30 unless it told you otherwise.")
    problems += _pack_problems(settings)
    if settings.retention_days < 0:
        problems.append("RETENTION_DAYS must be a number of days, or 0 to keep scenes until they are erased.")
    if problems:
        raise SettingsRefused(tuple(problems))


def _engine_problems(settings: Settings, on_telegram: bool) -> list[str]:
    problems = []
    for label, chain in (("OPENAI_ENGINES", settings.analyst_chain), ("GEMINI_ENGINES", settings.painter_chain)):
        if not chain:
            problems.append(f"{label} names no engine. Remove the line to get the default chain.")
    keys = settings.openai_api_key.get_secret_value() or settings.gemini_api_key.get_secret_value()
    if settings.engines == "offline" and keys:
        problems.append("ENGINES=offline and a key are both set. Remove one: previews never mix with real engines.")
    if on_telegram and settings.engines != "offline":
        for label, key in (("OPENAI_API_KEY", settings.openai_api_key), ("GEMINI_API_KEY", settings.gemini_api_key)):
            if not key.get_secret_value():
                problems.append(f"{label} is empty. Set it, or say ENGINES=offline to run with previews on purpose.")
    return problems


def _pack_problems(settings: Settings) -> list[str]:
    written, packs = _names(settings.stars_packs), settings.packs
    problems = [
        f"STARS_PACKS has '{one}', which is no pack. Write pictures:stars with commas, such as 20:150,100:600."
        for one in written
        if not PACK.fullmatch(one)
    ]
    if any(pack.stars > MOST_STARS for pack in packs):
        problems.append(f"STARS_PACKS has a pack for more than {MOST_STARS} stars. Make it smaller.")
    if len(set(packs)) < len(packs):
        problems.append("STARS_PACKS names a pack twice. Take one away.")
    if len(written) > MOST_PACKS:
        problems.append(f"STARS_PACKS has more than {MOST_PACKS} packs. Leave some out: each one is a button.")
    return problems


def _picture_problems(settings: Settings) -> list[str]:
    """Where pictures are kept, and what they are sealed with."""
    problems = []
    key = settings.supabase_secret_key.get_secret_value()
    if settings.supabase_url and not re.fullmatch(r"https?://[\w.-]+(:\d+)?/?", settings.supabase_url):
        problems.append("SUPABASE_URL must be the project's address, such as https://abcdefgh.supabase.co.")
    if key and not settings.supabase_url:
        problems.append("SUPABASE_SECRET_KEY is set without SUPABASE_URL. Set both, or neither to keep pictures here.")
    if key and (key.startswith("sb_publishable_") or not (key.isascii() and key.isprintable() and " " not in key)):
        problems.append("SUPABASE_SECRET_KEY is not a secret key. Copy the one that begins with sb_secret_.")
    try:
        if settings.picture_key.get_secret_value():
            parse_keys(settings.picture_key.get_secret_value())
        elif key_file(settings.picture_key_file).resolve().is_relative_to(settings.data_dir.resolve()):
            problems.append(
                "The picture key would lie in DATA_DIR, beside the pictures. Set PICTURE_KEY_FILE elsewhere."
            )
    except ValueError as error:
        problems.append(f"PICTURE_KEY: {error}. Make one with `openssl rand -base64 32`.")
    except PicturesRefused as error:
        problems.append(f"{error.reason}: {error.fix}.")
    return problems


def _webhook_problems(settings: Settings) -> list[str]:
    if not settings.webhook_url:
        return []
    problems = []
    try:
        url = urlsplit(settings.webhook_url)
        host, path = url.hostname, url.path
    except ValueError:
        host, path = None, ""
    if not host or not (url.scheme == "https" or (url.scheme == "http" and host in LOOPBACK)) or url.query:
        problems.append(
            "WEBHOOK_URL must be https://host/path, as Telegram reaches the proxy in front of HOST:PORT."
            " Leave it empty to poll."
        )
    if path in PAGES:
        problems.append(f"WEBHOOK_URL ends in {path}, which is a page of the bot. Choose another path: /telegram.")
    if not WEBHOOK_SECRET.fullmatch(settings.webhook_secret.get_secret_value()):
        problems.append(
            "WEBHOOK_SECRET must have 16 to 256 characters of A-Z, a-z, 0-9, _ and -. Make one:"
            " python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    if settings.metrics_on_port == settings.port and settings.metrics_host == settings.host:
        problems.append("PORT and METRICS_PORT are the same. Choose another one for METRICS_PORT, or 0 for none.")
    return problems


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())
