"""Where things are kept: the database and what stands on it, the pictures."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from core.adapters.encrypted import open_encrypted
from core.adapters.local_files import LocalPictures
from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.embedded import start_embedded
from core.adapters.postgres.leases import PostgresLeases
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.processes import has_ended, this_process
from core.adapters.remembered import RememberedPictures
from core.ports import Pictures
from core.services.hold_lease import HoldLease
from core.settings import Settings


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The configured database, or the embedded one of the data directory. Raises DatabaseRefused."""
    dsn = settings.database_url.get_secret_value() or await start_embedded(settings.data_dir)
    async with open_database(dsn) as database:
        yield database


async def opened_pictures(settings: Settings, stack: AsyncExitStack) -> Pictures:
    """The Supabase project's bucket where there is a key for it, else a folder; sealed in either case."""
    store: Pictures = LocalPictures(settings.pictures_dir)
    if key := settings.supabase_secret_key.get_secret_value():
        from core.adapters.supabase_storage import SupabasePictures

        store = await stack.enter_async_context(SupabasePictures(settings.supabase_url, key, settings.supabase_bucket))
    sealed = await open_encrypted(store, settings.picture_key.get_secret_value(), settings.picture_key_file)
    return RememberedPictures(sealed)


def ledger_of(database: Database, settings: Settings) -> PostgresLedger:
    return PostgresLedger(
        database,
        settings.daily_pictures_per_user,
        settings.daily_budget_usd,
        settings.daily_budget_usd_per_user,
        sells=bool(settings.packs),
        owner_id=settings.owner_id,
    )


async def leases_of(database: Database, seconds: float) -> tuple[HoldLease, HoldLease, HoldLease, HoldLease]:
    """This process's presence, and the rights to poll, to erase what is old and to send broadcasts; none is held."""
    me, leases = this_process(), PostgresLeases(database)
    await leases.forget(has_ended)
    presence, polling, retention, announcing = (
        HoldLease(leases, name, me, seconds) for name in (f"process {me}", "polling", "retention", "broadcasts")
    )
    return presence, polling, retention, announcing
