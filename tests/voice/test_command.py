"""`returnflow call` as a person runs it, against a desk that is there."""

import json
import subprocess
import sys
import wave

import pytest

pytestmark = pytest.mark.voice
LEAVE = "import sys\nfor line in sys.stdin: print('{\"hang_up\": true}', flush=True)\n"
NONSENSE = "import sys\nfor line in sys.stdin: print('{\"shout\": \"hello\"}', flush=True)\n"


@pytest.fixture
def call(desk, tmp_path):
    """Runs the command with a driver of these lines of Python."""

    def run(source, *options):
        driver = tmp_path / "driver.py"
        driver.write_text(source)
        command = [sys.executable, "-m", "returnflow.cli", "call", "--url", desk.url, "--driver", f"{sys.executable} {driver}"]
        return subprocess.run([*command, *options], capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False)

    return run


def test_a_driver_holds_the_call_and_the_result_is_told_written_and_recorded(call, tmp_path):
    done = call(LEAVE, "--json", "--out", "call.json", "--record", "sound")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == json.loads((tmp_path / "call.json").read_text())
    assert list(told) == ["call_id", "outcome", "end_reason", "rma", "label", "refund", "latency", "turns"]
    assert told["end_reason"] == "caller_hung_up"
    assert told["turns"][0]["reply"].startswith("Hi, this is ReturnFlow")
    with wave.open(str(tmp_path / "sound" / f"{told['call_id']}.wav")) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 48_000)


def test_a_driver_that_breaks_the_protocol_ends_the_call_with_four(call):
    done = call(NONSENSE, "--json")
    assert done.returncode == 4
    assert "neither a line to say nor a hang-up" in done.stderr
    assert json.loads(done.stdout)["turns"]
