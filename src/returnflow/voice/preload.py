"""Imported once in the worker's fork server: everything a call needs is loaded here and shared by all calls' processes.

Must start no thread and leave no connection open: neither survives a fork. Never import it in the worker's main process, which
would then hold a copy of the models of its own (about 490 MB).
"""

import sys
import tempfile
from pathlib import Path

from livekit.local_inference import init_vad

from returnflow import bootstrap
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import EndReason
from returnflow.errors import ReturnFlowError
from returnflow.voice import call, engines  # noqa: F401  # the code of a call, with all it imports


def rehearse() -> None:
    """A short call in writing with a desk of its own, thrown away afterwards.

    What is imported, compiled and cached on the way would otherwise be made in every call while its caller waits: half a second,
    and 15 MB that the calls cannot share.
    """
    with tempfile.TemporaryDirectory(prefix="returnflow-") as folder:
        settings = bootstrap.settings(data=Path(folder), database_url="")
        database = bootstrap.database(settings)
        database.upgrade()
        desk = bootstrap.desk(settings, database).open(
            "00000000-0000-7000-8000-000000000000", user_identity="", caller_key="", recording=False, channel="chat"
        )
        desk.greet()
        for words in ("I want to return something.", "It's from Amazon."):
            heard = Heard(words, Source.TEXT)
            desk.consider(heard)
            reply = desk.commit(heard)
            desk.spoken(reply, reply.text, False)
        desk.end(EndReason.COMPLETED)
        database.close()


init_vad()
try:
    LOADED = engines.load(bootstrap.settings())
    LOADED.hear_itself()  # the first run is the slow one; it belongs here and not into a caller's first turn
    rehearse()
except ReturnFlowError as error:  # each call's process will raise it again and say so in the log
    print(f"speech models: {error}", file=sys.stderr, flush=True)
