"""A short call in writing, from the greeting to the label, with a desk and data of its own, thrown away afterwards.

What is imported, compiled and cached on the way would otherwise be made in every call while its caller waits (half a second, and
15 MB that the calls cannot share), the label's fonts and readers while he waits for his number. Must leave no connection open.
"""

import tempfile
from pathlib import Path

from returnflow import bootstrap
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import EndReason

CALL_ID = "00000000-0000-7000-8000-000000000000"


def rehearse() -> bool:
    """Hold the call; whether it came to a return."""
    with tempfile.TemporaryDirectory(prefix="returnflow-") as folder:
        settings = bootstrap.settings(data=Path(folder), database_url="")
        bootstrap.prepare_data(settings)
        order = bootstrap.orders_to_try(settings)[0]
        database = bootstrap.database(settings)
        desk = bootstrap.desk(settings, database).open(CALL_ID, user_identity="", caller_key="", recording=False, channel="chat")
        desk.greet()
        opening = (f"I want to return the {order.item}.", f"It's from {order.store}.")
        for words in (*opening, order.number, order.zip, "It is broken.", "Yes."):
            heard = Heard(words, Source.TEXT)
            desk.consider(heard)
            reply = desk.commit(heard)
            desk.spoken(reply, reply.text, False)
        desk.end(EndReason.COMPLETED)
        with database.read() as work:
            made = work.returns.for_call(CALL_ID)
        database.close()
    return bool(made)
