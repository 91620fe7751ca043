"""The first schema."""

import sqlalchemy as sa
from alembic import op

from returnflow.database.tables.base import Document, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("caller_key", sa.String(length=128), nullable=False),
        sa.Column("store", sa.String(length=16), nullable=False),
        sa.Column("order_digits", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index("ix_attempts_what_when", ["store", "order_digits", "at"], unique=False)
        batch_op.create_index("ix_attempts_who_what_when", ["caller_key", "store", "order_digits", "at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("facts", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)

    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_identity", sa.String(length=64), nullable=False),
        sa.Column("caller_key", sa.String(length=128), nullable=False),
        sa.Column("room_name", sa.String(length=128), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("recording", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("worker_id", sa.String(length=64), nullable=True),
        sa.Column("heartbeat_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("end_reason", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_at", UtcDateTime(), nullable=True),
        sa.Column("forgotten_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_ended_at_caller_key", ["ended_at", "caller_key"], unique=False)
        batch_op.create_index(
            "ix_calls_kept_ended_at",
            ["ended_at"],
            unique=False,
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_calls_room_name"), ["room_name"], unique=False)

    op.create_table(
        "codes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("caller_key", sa.String(length=128), nullable=False),
        sa.Column("store", sa.String(length=16), nullable=False),
        sa.Column("order_digits", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("reaches", sa.Boolean(), nullable=False),
        sa.Column("address_mac", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
    )
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codes_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index("ix_codes_to_when", ["address_mac", "sent_at"], unique=False)
        batch_op.create_index("ix_codes_what_when", ["store", "order_digits", "sent_at"], unique=False)
        batch_op.create_index("ix_codes_who_when", ["caller_key", "sent_at"], unique=False)

    op.create_table(
        "opt_outs",
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contact", "channel", name=op.f("pk_opt_outs")),
    )
    op.create_table(
        "order_batches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_batches")),
    )
    with op.batch_alter_table("order_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_batches_published_at"), ["published_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=True),
        sa.Column("payload", Document, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("leased_by", sa.String(length=36), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("dead_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_dead_at",
            ["dead_at"],
            unique=False,
            sqlite_where=sa.text("dead_at IS NOT NULL"),
            postgresql_where=sa.text("dead_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_open_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND dead_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dead_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_outbox_rma"), ["rma"], unique=False)

    op.create_table(
        "places",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_places")),
    )
    op.create_table(
        "requests",
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "key", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_at"), ["at"], unique=False)

    op.create_table(
        "returns",
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("store", sa.String(length=16), nullable=False),
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("resolution", sa.String(length=16), nullable=False),
        sa.Column("handling", sa.String(length=24), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=True),
        sa.Column("return_by", sa.Date(), nullable=False),
        sa.Column("drop_off_code", sa.String(length=16), nullable=True),
        sa.Column("parcels", sa.Integer(), nullable=False),
        sa.Column("risk_score", sa.Integer(), nullable=False),
        sa.Column("risk_signals", Document, nullable=False),
        sa.Column("filed_by", sa.String(length=16), nullable=False),
        sa.Column("replacement", sa.String(length=64), nullable=True),
        sa.Column("call_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("rma", name=op.f("pk_returns")),
        sa.UniqueConstraint("drop_off_code", name=op.f("uq_returns_drop_off_code")),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returns_call_id"), ["call_id"], unique=False)
        batch_op.create_index("ix_returns_created_at_rma", ["created_at", "rma"], unique=False)
        batch_op.create_index("ix_returns_state_return_by", ["state", "return_by"], unique=False)
        batch_op.create_index("ix_returns_store_order_number", ["store", "order_number"], unique=False)

    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_table(
        "callbacks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_callbacks_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    with op.batch_alter_table("callbacks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callbacks_call_id"), ["call_id"], unique=False)

    op.create_table(
        "disputes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("objection", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_disputes_rma")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disputes_rma"), ["rma"], unique=False)
        batch_op.create_index("ix_disputes_state_opened_at", ["state", "opened_at"], unique=False)

    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("disposition", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_handoffs_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
    )
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handoffs_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handoffs_closed_at"), ["closed_at"], unique=False)

    op.create_table(
        "labels",
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("parcel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("carrier", sa.String(length=24), nullable=False),
        sa.Column("tracking", sa.String(length=64), nullable=False),
        sa.Column("qr", sa.String(), nullable=False),
        sa.Column("drop_off_code", sa.String(length=16), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_labels_rma")),
        sa.PrimaryKeyConstraint("rma", "parcel", name=op.f("pk_labels")),
        sa.UniqueConstraint("drop_off_code", "parcel", name=op.f("uq_labels_drop_off_code_parcel")),
    )
    with op.batch_alter_table("labels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labels_tracking"), ["tracking"], unique=False)

    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("store", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("purchased_at", UtcDateTime(), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("zip", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("email_mac", sa.String(length=64), nullable=True),
        sa.Column("phone_mac", sa.String(length=64), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("forget_on", sa.Date(), nullable=True),
        sa.Column("forgotten_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["order_batches.id"], name=op.f("fk_orders_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orders_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_email_mac"), ["email_mac"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_forget_on"), ["forget_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_phone_mac"), ["phone_mac"], unique=False)
        batch_op.create_index("ix_orders_store_number_batch_id", ["store", "number", "batch_id"], unique=True)

    op.create_table(
        "refunds",
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tender", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("charge_back_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_refunds_rma")),
        sa.PrimaryKeyConstraint("rma", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refunds_charge_back_on"), ["charge_back_on"], unique=False)

    op.create_table(
        "return_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("was", sa.String(length=24), nullable=False),
        sa.Column("now", sa.String(length=24), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_return_events_rma")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_events")),
    )
    with op.batch_alter_table("return_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_events_rma"), ["rma"], unique=False)

    op.create_table(
        "return_lines",
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("units", Document, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("rule_version", sa.String(length=64), nullable=False),
        sa.Column("decision", Document, nullable=False),
        sa.Column("rejected", Document, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_return_lines_rma")),
        sa.PrimaryKeyConstraint("rma", "line_no", name=op.f("pk_return_lines")),
    )
    op.create_table(
        "return_units",
        sa.Column("store", sa.String(length=16), nullable=False),
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_return_units_rma")),
        sa.PrimaryKeyConstraint("store", "order_number", "line_no", "unit", name=op.f("pk_return_units")),
    )
    with op.batch_alter_table("return_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_units_rma"), ["rma"], unique=False)

    op.create_table(
        "timeline",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("relative_ms", sa.Integer(), nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_timeline_call_id")),
        sa.PrimaryKeyConstraint("call_id", "seq", name=op.f("pk_timeline")),
    )
    op.create_table(
        "tracking_events",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("rma", sa.String(length=16), nullable=False),
        sa.Column("parcel", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(length=24), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("known_at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["rma"], ["returns.rma"], name=op.f("fk_tracking_events_rma")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_events")),
    )
    with op.batch_alter_table("tracking_events", schema=None) as batch_op:
        batch_op.create_index("ix_tracking_events_rma_at", ["rma", "at"], unique=False)

    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("category", sa.String(length=48), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tender", sa.String(length=24), nullable=False),
        sa.Column("seller", sa.String(length=16), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("bulky", sa.Boolean(), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("parcel", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(length=32), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("promotion_minor", sa.BigInteger(), nullable=True),
        sa.Column("shipping_minor", sa.BigInteger(), nullable=True),
        sa.Column("bundle", sa.String(length=32), nullable=True),
        sa.Column("shipped_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("promised_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("order_id", "line_no", name=op.f("pk_order_lines")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("order_lines")
    op.drop_table("tracking_events")
    op.drop_table("timeline")
    op.drop_table("return_units")
    op.drop_table("return_lines")
    op.drop_table("return_events")
    op.drop_table("refunds")
    op.drop_table("orders")
    op.drop_table("labels")
    op.drop_table("handoffs")
    op.drop_table("disputes")
    op.drop_table("callbacks")
    op.drop_table("workers")
    op.drop_table("returns")
    op.drop_table("requests")
    op.drop_table("places")
    op.drop_table("outbox")
    op.drop_table("order_batches")
    op.drop_table("opt_outs")
    op.drop_table("codes")
    op.drop_table("calls")
    op.drop_table("audit")
    op.drop_table("attempts")
