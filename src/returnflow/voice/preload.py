"""Imported once in the worker's fork server: everything a call needs is loaded here and shared by all calls' processes.

Must start no thread and leave no connection open: neither survives a fork. Never import it in the worker's main process, which
would then hold a copy of the models of its own (about 490 MB).
"""

import sys

from livekit.local_inference import init_vad

from returnflow import bootstrap
from returnflow.errors import ReturnFlowError
from returnflow.voice import call, engines  # noqa: F401  # the code of a call, with all it imports
from returnflow.voice.rehearsal import rehearse

init_vad()
try:
    LOADED = engines.load(bootstrap.settings())
    LOADED.hear_itself()  # the first run is the slow one; it belongs here and not into a caller's first turn
    rehearse()
except ReturnFlowError as error:  # each call's process will raise it again and say so in the log
    print(f"speech models: {error}", file=sys.stderr, flush=True)
