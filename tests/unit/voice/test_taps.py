from returnflow.voice.taps import TurnTimes


def test_stages_count_from_the_callers_last_sound():
    times = TurnTimes(
        ended=10.0, decode_started=10.064, decoded=10.2, considered_s=0.002, prepared_s=0.03, over=10.21, committed_s=0.008,
        first_frame=10.24,
    )
    assert times.stages() == {
        "preflight": True, "decode_start_ms": 64.0, "decode_ms": 136.0, "end_of_turn_ms": 210.0, "first_frame_ms": 240.0,
        "brain_ms": 8.0, "consider_ms": 2.0, "tts_ms": 30.0,
    }


def test_what_did_not_happen_is_left_out():
    assert TurnTimes(ended=10.0, over=10.0, committed_s=0.01).stages() == {
        "preflight": False, "end_of_turn_ms": 0.0, "brain_ms": 10.0,
    }
