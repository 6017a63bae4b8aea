"""Orders and payments. Whatever takes out of a balance holds the ledger's lock, as each reservation does."""

import secrets
from typing import Any

from core.adapters.postgres.database import Connection, Database
from core.adapters.postgres.ledger import BALANCE, LOCK
from core.errors import NoRefund
from core.models import ORDER_HOURS, REFUND_DAYS, Booked, Order, Pack, Payment, Receipt

NOBODY = 0  # whoever erased everything
ORDER = f"""
    SELECT id, user_id, pictures, stars, ordered_at > now() - interval '{ORDER_HOURS} hours' AS fresh, paid
      FROM orders
"""
PAYMENT = f"""
    SELECT id, charge_id, user_id, pictures, stars, state, paid_at, tries, state = 'paid' AND pictures > 0
           AND paid_at > now() - interval '{REFUND_DAYS} days'
           AND pictures <= (SELECT sum(pictures) FROM credits WHERE credits.user_id = payments.user_id) AS refundable
      FROM payments
"""


class PostgresSales:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def order(self, key: str, user_id: int, pack: Pack) -> Order:
        async with self._db.transaction() as connection:
            await connection.execute(
                "INSERT INTO orders (id, idempotency_key, user_id, pictures, stars) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (idempotency_key) DO NOTHING",
                (secrets.token_urlsafe(12), key, user_id, pack.pictures, pack.stars),
            )
            return _order(await _one(connection, f"{ORDER} WHERE idempotency_key = %s", key))

    async def find(self, order_id: str) -> Order | None:
        row = await self._db.row(f"{ORDER} WHERE id = %s", order_id)
        return _order(row) if row else None

    async def book(self, receipt: Receipt, *, welcome: bool) -> Booked:
        async with self._db.transaction() as connection:
            order = await _one(
                connection,
                "UPDATE orders SET paid = true WHERE id = %s AND user_id = %s AND %s RETURNING pictures",
                receipt.order_id,
                receipt.user_id,
                welcome,
            )
            pictures = order["pictures"] if order else 0
            added = await _one(
                connection,
                "INSERT INTO payments (charge_id, user_id, pictures, stars, state) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (charge_id) DO NOTHING RETURNING id",
                receipt.charge_id,
                receipt.user_id,
                pictures,
                receipt.stars,
                "paid" if pictures else "refunding",
            )
            if not added:  # the same once more: what became of it the first time
                known = await _one(connection, "SELECT pictures FROM payments WHERE charge_id = %s", receipt.charge_id)
                return "credited" if known and known["pictures"] else "returned"
            if pictures:
                await _enter(connection, receipt.user_id, "purchase", pictures, added["id"])
            return "credited" if pictures else "returned"

    async def balance(self, user_id: int) -> int:
        async with self._db.transaction() as connection:
            return await _balance(connection, user_id)

    async def payments(self, user_id: int | None, most: int) -> list[Payment]:
        rows = await self._db.rows(
            f"{PAYMENT} WHERE %s::bigint IS NULL OR user_id = %s ORDER BY id DESC LIMIT %s", user_id, user_id, most
        )
        return [Payment(**row) for row in rows]

    async def payment(self, payment_id: int) -> Payment | None:
        row = await self._db.row(f"{PAYMENT} WHERE id = %s", payment_id)
        return Payment(**row) if row else None

    async def charged(self, charge_id: str) -> Payment | None:
        row = await self._db.row(f"{PAYMENT} WHERE charge_id = %s", charge_id)
        return Payment(**row) if row else None

    async def totals(self) -> tuple[int, int]:
        row = await self._db.row("""
            SELECT coalesce(sum(stars) FILTER (WHERE state = 'paid'), 0)::int AS kept,
                   coalesce(sum(stars) FILTER (WHERE state <> 'paid'), 0)::int AS back FROM payments
            """)
        return (row["kept"], row["back"]) if row else (0, 0)

    async def take_back(self, payment_id: int, *, payer: int | None) -> Payment | None:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            row = await _one(connection, f"{PAYMENT} WHERE id = %s FOR UPDATE", payment_id)
            if row is None or (payer is not None and row["user_id"] != payer):
                return None
            payment = Payment(**row)
            if payment.state != "paid":
                return payment
            if payer is not None and not payment.refundable:
                balance = await _balance(connection, payer)
                raise NoRefund("spent" if balance < payment.pictures else "late")
            await _take_out(connection, payment)
            await connection.execute(
                "UPDATE payments SET state = 'refunding', tries = 0, due_at = clock_timestamp() WHERE id = %s",
                (payment_id,),
            )
            return payment

    async def owe(self, charge_id: str, user_id: int) -> Payment:
        async with self._db.transaction() as connection:
            await connection.execute(
                "INSERT INTO payments (charge_id, user_id, pictures, stars, state) VALUES (%s, %s, 0, 0, 'refunding')"
                " ON CONFLICT (charge_id) DO UPDATE SET user_id = excluded.user_id, tries = 0,"
                "    state = 'refunding', due_at = clock_timestamp()"
                f" WHERE payments.user_id = {NOBODY} AND payments.state = 'paid'",
                (charge_id, user_id),
            )
            return Payment(**(await _one(connection, f"{PAYMENT} WHERE charge_id = %s", charge_id) or {}))

    async def due(self, seconds: float) -> Payment | None:
        async with self._db.transaction() as connection:
            row = await _one(
                connection,
                """
                UPDATE payments SET tries = tries + 1, due_at = clock_timestamp() + make_interval(secs => %s)
                 WHERE id = (SELECT id FROM payments WHERE state = 'refunding' AND due_at <= clock_timestamp()
                              ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING id
                """,
                seconds,
            )
            found = await _one(connection, f"{PAYMENT} WHERE id = %s", row["id"]) if row else None
        return Payment(**found) if found else None

    async def later(self, payment: Payment, seconds: float) -> None:
        await self._db.run(
            "UPDATE payments SET due_at = clock_timestamp() + make_interval(secs => %s)"
            " WHERE id = %s AND tries = %s AND state = 'refunding'",
            seconds,
            payment.id,
            payment.tries,
        )

    async def refunded(self, receipt: Receipt) -> bool:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            await connection.execute(  # told before the payment itself: it is not credited any more
                "INSERT INTO payments (charge_id, user_id, pictures, stars, state) VALUES (%s, %s, 0, %s, 'refunding')"
                " ON CONFLICT DO NOTHING",
                (receipt.charge_id, receipt.user_id, receipt.stars),
            )
            row = await _one(connection, f"{PAYMENT} WHERE charge_id = %s FOR UPDATE", receipt.charge_id)
            if row is None or row["state"] == "refunded":
                return False
            if row["state"] == "paid":
                await _take_out(connection, Payment(**row))
            await connection.execute(
                # Of whoever is not a user here nothing is kept but the line itself.
                f"UPDATE payments SET state = 'refunded', refunded_at = now(), user_id = CASE"
                f" WHEN EXISTS (SELECT FROM users WHERE users.id = payments.user_id) THEN user_id ELSE {NOBODY} END"
                " WHERE id = %s",
                (row["id"],),
            )
            return True

    async def undo(self, payment: Payment) -> None:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            undone = await connection.execute(
                "UPDATE payments SET state = 'paid' WHERE id = %s AND state = 'refunding'", (payment.id,)
            )
            taken = await _one(
                connection,
                "SELECT -sum(pictures)::int AS taken FROM credits WHERE payment_id = %s AND what LIKE 'refund%%'",
                payment.id,
            )
            if undone.rowcount and taken and (taken["taken"] or 0) > 0:
                await _enter(connection, payment.user_id, "refund undone", taken["taken"], payment.id)


async def _take_out(connection: Connection, payment: Payment) -> None:
    """As many of the payment's pictures as there are."""
    taken = min(payment.pictures, await _balance(connection, payment.user_id))
    if taken > 0:
        await _enter(connection, payment.user_id, "refund", -taken, payment.id)


async def _enter(connection: Connection, user_id: int, what: str, pictures: int, payment_id: int) -> None:
    await connection.execute(
        "INSERT INTO credits (user_id, what, pictures, payment_id) VALUES (%s, %s, %s, %s)",
        (user_id, what, pictures, payment_id),
    )


async def _balance(connection: Connection, user_id: int) -> int:
    row = await (await connection.execute(BALANCE, {"user": user_id})).fetchone()
    return int(row["balance"]) if row else 0


async def _one(connection: Connection, sql: str, *values: object) -> dict[str, Any] | None:
    return await (await connection.execute(sql, values)).fetchone()


def _order(row: dict[str, Any] | None) -> Order:
    found = row or {}
    pack = Pack(found["pictures"], found["stars"])
    return Order(found["id"], found["user_id"], pack, fresh=found["fresh"], paid=found["paid"])
