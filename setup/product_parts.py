"""What the product prepares itself, by its own programs: the speech model and the simulated customer's voice.

Set-up only asks whether they are there and starts the program that makes them.
"""

import shutil

from setup import python_env, shell
from setup.places import Places

_MODEL = "from returnflow.voice.stt import prepare; print('no' if prepare.problems(prepare.folder(Settings())) else 'yes')"
_SPEAKERS = "from returnflow.simulate import speakers; print('yes' if speakers.is_ready(Settings()) else 'no')"


def model_ready(places: Places) -> bool:
    """Whether the converted speech model is there, by its manifest (`returnflow doctor` hashes every byte)."""
    return _says_yes(places, _MODEL)


def make_model(places: Places) -> None:
    """Convert it (about 20 s). The package that the conversion needs, and the product does not, goes when it is done."""
    onnx = places.cache / "building" / "onnx"
    if not onnx.exists():
        python_env.install_aside(places, "convert", onnx)
    _program(places, "models", "preparing the speech model", "returnflow.voice.stt.prepare", {"PYTHONPATH": str(onnx)})
    shutil.rmtree(onnx, ignore_errors=True)


def speakers_ready(places: Places) -> bool:
    """Whether the customer's voice (a separate program, GPL) has its environment."""
    return _says_yes(places, _SPEAKERS)


def make_speakers(places: Places) -> None:
    """Install it (107 MB)."""
    _program(places, "speakers", "preparing the simulated customer's voice", "returnflow.simulate.speakers")


def _says_yes(places: Places, question: str) -> bool:
    asked = [places.python, "-c", f"from returnflow.settings import Settings; {question}"]
    return places.python.exists() and shell.ask(asked, _env(places)) == "yes"


def _program(places: Places, log: str, doing: str, module: str, env: dict[str, str] | None = None) -> None:
    shell.run(places, log, doing, [places.python, "-m", module], env={**_env(places), **(env or {})})


def _env(places: Places) -> dict[str, str]:
    return {"RETURNFLOW_CACHE": str(places.cache)}
