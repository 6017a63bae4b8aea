"""The models table of the older web system: taken over without touching a row, or refused with everything as it was."""

import json
from dataclasses import dataclass, replace

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.migrate import migrate
from core.adapters.postgres.models import PostgresModels
from core.errors import DatabaseRefused
from core.models import Stage

USER = "6f1c1f6e-0000-4000-8000-000000000001"
DATA_URL = "data:image/jpeg;base64,/9j/4AAQSkZJRg=="
URLS = ["https://abc.supabase.co/storage/v1/object/public/photos/1.jpg", DATA_URL]


@dataclass(frozen=True)
class Table:
    """One shape that the older system's table may have."""

    id: str = "uuid PRIMARY KEY DEFAULT gen_random_uuid()"
    ids: tuple[str, str] = ("6f1c1f6e-0000-4000-8000-00000000000a", "6f1c1f6e-0000-4000-8000-00000000000b")
    user_id: str = "uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE"
    name: str = "text NOT NULL"
    reference_images: str = "jsonb NOT NULL DEFAULT '[]'"
    ai_analysis: str = "text"
    images: object = tuple(URLS)
    extra: str = "merged_prompt text, negative_prompt text, strength numeric, num_images integer"

    def sql(self) -> str:
        return f"""
            CREATE SCHEMA auth;
            CREATE TABLE auth.users (id uuid PRIMARY KEY, email text);
            INSERT INTO auth.users VALUES ('{USER}', 'anna@example.org');
            CREATE TABLE public.users (id uuid PRIMARY KEY REFERENCES auth.users (id), plan text NOT NULL);
            INSERT INTO public.users VALUES ('{USER}', 'pro');
            CREATE TABLE public.models (
                id {self.id}, user_id {self.user_id}, name {self.name},
                reference_images {self.reference_images}, ai_analysis {self.ai_analysis}, {self.extra}
            );
        """  # noqa: S608


SHAPES = {
    "as the web system made it": Table(),
    "uuid without a default": Table(id="uuid PRIMARY KEY"),
    "a growing number": Table(id="bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", ids=("1", "2")),
    "a serial number": Table(id="serial PRIMARY KEY", ids=("1", "2")),
    "text": Table(id="text PRIMARY KEY", ids=("model-a", "model-b")),
    "text of 36 characters": Table(id="varchar(36) PRIMARY KEY"),
    "unique, not primary": Table(id="uuid UNIQUE NOT NULL"),
    "analysis as jsonb": Table(ai_analysis="jsonb"),
    "nobody's models": Table(user_id="uuid"),
    "images in objects": Table(images=tuple({"url": url, "order": place} for place, url in enumerate(URLS))),
    "times": Table(extra="merged_prompt text, strength numeric, created_at timestamp NOT NULL DEFAULT now()"),
    "times without a default": Table(extra="merged_prompt text, strength numeric, created_at timestamptz"),
    "a lock already": Table(extra="merged_prompt text, strength numeric, locked_reference_image text"),
    "a few columns": Table(extra="merged_prompt text, strength numeric"),
}


async def old_database(database: Database, table: Table) -> None:
    await database.run(table.sql())
    for place, model_id in enumerate(table.ids):
        await database.run(
            "INSERT INTO public.models (id, user_id, name, reference_images, ai_analysis, merged_prompt, strength)"
            " OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s, %s, %s)",
            model_id,
            USER,
            f"Anna {place}",
            json.dumps(table.images),
            '{"summary": "brown eyes", "face": {"shape": "oval"}}',
            "A portrait of ‘Anna’, 85 mm",
            "0.75",
        )
    if "GENERATED" in table.id:
        await database.run("ALTER TABLE public.models ALTER id RESTART WITH 3")
    elif "serial" in table.id:
        await database.run("SELECT setval('models_id_seq', 2)")


@pytest.fixture(params=list(SHAPES.values()), ids=list(SHAPES))
def table(request: pytest.FixtureRequest) -> Table:
    assert isinstance(request.param, Table)
    return request.param


@pytest.fixture
async def old(empty: Database, table: Table) -> Database:
    """The older system's database, before Keepface."""
    await old_database(empty, table)
    return empty


def models_of(database: Database) -> PostgresModels:
    return PostgresModels(database, lambda one, other: one == other)


async def columns(database: Database, table: str = "public.models") -> dict[str, str]:
    rows = await database.rows(
        "SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        table,
    )
    return {row["attname"]: row["type"] for row in rows}


async def rows_as_they_lie(database: Database, table: str, names: list[str]) -> list[dict[str, object]]:
    """Old columns as text, with the place on the page and the writer of each row: both change when a row does."""
    listed = ", ".join(f"{name}::text" for name in names)
    return await database.rows(f"SELECT xmin::text, ctid::text, {listed} FROM {table} ORDER BY ctid")  # noqa: S608


async def everything(database: Database) -> list[dict[str, object]]:
    """Schemas, tables, columns, defaults, constraints and indexes outside of the system's own."""
    return await database.rows("""
        SELECT 'schema' AS what, nspname::text AS name, '' AS detail FROM pg_namespace WHERE nspname !~ '^pg_'
        UNION ALL
        SELECT 'column', a.attrelid::regclass || '.' || a.attname,
               concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0
        UNION ALL
        SELECT 'constraint', conname::text, pg_get_constraintdef(oid) FROM pg_constraint
         WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'
        ORDER BY 1, 2, 3
    """)


async def test_old_rows_columns_and_users_stay_as_they_are(old: Database) -> None:
    shapes = {name: await columns(old, name) for name in ("public.models", "public.users", "auth.users")}
    before = {name: await rows_as_they_lie(old, name, list(shapes[name])) for name in shapes}
    assert [len(rows) for rows in before.values()] == [2, 1, 1]
    await migrate(old)
    for name, shape in shapes.items():
        assert await rows_as_they_lie(old, name, list(shape)) == before[name]
        after = await columns(old, name)
        assert {column: after[column] for column in shape} == shape
        assert name == "public.models" or after == shape
    assert (await columns(old))["locked_reference_image"] == "text"
    indexes = await old.rows("SELECT indexdef FROM pg_indexes")
    assert not [one for one in indexes if "locked_reference_image" in one["indexdef"]]


async def test_an_old_row_reads_as_a_model_without_a_lock_and_is_adopted_once(old: Database, table: Table) -> None:
    await migrate(old)
    models = models_of(old)
    model = await models.get(table.ids[0])
    assert model is not None
    assert (model.name, model.stage, model.owner) == ("Anna 0", Stage.UNLOCKED, 0)
    assert [photo.source for photo in model.reference_images] == URLS
    assert (model.portrait_prompt, model.strength) == ("A portrait of ‘Anna’, 85 mm", 0.75)
    assert model.analysis is None, "a description in a shape that is not ours is left alone"

    assert await models.adopt(table.ids[0], 7)
    assert await models.active(7) == replace(model, owner=7)
    assert not await models.adopt(table.ids[0], 8), "it has an owner now"
    assert not await models.adopt(table.ids[0], 7)
    assert await models.active(8) is None


async def test_a_new_model_stands_beside_the_old_rows(old: Database, table: Table) -> None:
    await migrate(old)
    models = models_of(old)
    new = await models.create(7)
    again = await models.create(7)
    assert len({new.id, again.id, *table.ids}) == 4
    assert await models.get(new.id) == new
    assert await models.active(7) == again
    assert await models.adopt(table.ids[1], 7)
    assert {one.id for one in await models.of(7)} == {table.ids[1], new.id, again.id}


@pytest.mark.parametrize("text", ["", "0", "nobody", "6f1c1f6e-0000-4000-8000-00000000000c", "' OR true --", "é"])
async def test_only_a_known_id_is_adopted_whatever_the_text(empty: Database, text: str) -> None:
    await old_database(empty, Table())
    await migrate(empty)
    assert not await models_of(empty).adopt(text, 7)
    assert await models_of(empty).owned(7, text) is None
    assert await empty.rows("SELECT * FROM users") == [], "nothing was changed"


async def test_an_adopted_row_that_the_web_system_locked_is_locked(empty: Database) -> None:
    await old_database(empty, SHAPES["a lock already"])
    await empty.run("UPDATE public.models SET locked_reference_image = %s", DATA_URL)
    await migrate(empty)
    model = await models_of(empty).get(Table().ids[0])
    assert model is not None
    assert (model.stage, model.locked_reference_image) == (Stage.LOCKED, DATA_URL)


REFUSED = {
    "a column that must be filled": (
        Table(extra="merged_prompt text, strength numeric, tenant uuid NOT NULL"),
        "cannot fill: tenant",
        "ALTER TABLE public.models ALTER COLUMN tenant DROP NOT NULL;",
    ),
    "two columns that must be filled": (
        Table(extra='merged_prompt text, strength numeric, tenant uuid NOT NULL, "Plan" text NOT NULL'),
        'cannot fill: tenant, "Plan"',
        "ALTER TABLE public.models ALTER COLUMN tenant DROP NOT NULL; "
        'ALTER TABLE public.models ALTER COLUMN "Plan" DROP NOT NULL;',
    ),
    "images in an array": (
        Table(reference_images="text[]"),
        "reference_images is not of type jsonb",
        "ALTER TABLE public.models ALTER COLUMN reference_images TYPE jsonb USING to_jsonb(reference_images);",
    ),
    "numbers without a default": (
        Table(id="bigint PRIMARY KEY"),
        "models.id (bigint) has no default",
        "ALTER TABLE public.models ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;",
    ),
    "no primary key": (
        Table(id="uuid NOT NULL"),
        "no unique column id",
        "ALTER TABLE public.models ADD PRIMARY KEY (id);",
    ),
    "a key of several columns": (
        Table(id="uuid NOT NULL", extra="merged_prompt text, strength numeric, PRIMARY KEY (id, name)"),
        "no unique column id",
        "ALTER TABLE",
    ),
    "text too short for an id of ours": (
        Table(id="varchar(20) PRIMARY KEY"),
        "models.id (character varying(20)) has no default",
        "ALTER TABLE public.models ALTER COLUMN id TYPE text;",
    ),
}


@pytest.mark.parametrize(("table", "reason", "fix"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_table_that_cannot_be_taken_over_is_named_with_the_fix_and_left_alone(
    empty: Database, table: Table, reason: str, fix: str
) -> None:
    await empty.run(table.sql())
    before = await everything(empty)
    with pytest.raises(DatabaseRefused) as refused:
        await migrate(empty)
    assert reason in refused.value.reason
    assert fix in refused.value.fix
    assert await everything(empty) == before


FIXABLE = [
    "a column that must be filled",
    "two columns that must be filled",
    "numbers without a default",
    "images in an array",
    "no primary key",
    "text too short for an id of ours",
]


@pytest.mark.parametrize("name", FIXABLE)
async def test_the_fix_that_is_named_works_as_it_stands(empty: Database, name: str) -> None:
    table, _, _ = REFUSED[name]
    await empty.run(table.sql())
    with pytest.raises(DatabaseRefused) as refused:
        await migrate(empty)
    await empty.run(refused.value.fix)
    await migrate(empty)
    assert (await models_of(empty).create(7)).stage is Stage.COLLECTING


async def test_numbers_that_get_a_default_go_on_behind_the_old_rows(empty: Database) -> None:
    await old_database(empty, Table(id="bigint PRIMARY KEY", ids=("41", "42")))
    with pytest.raises(DatabaseRefused) as refused:
        await migrate(empty)
    await empty.run(refused.value.fix)
    await migrate(empty)
    assert (await models_of(empty).create(7)).id == "43"
