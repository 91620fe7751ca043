import numpy as np

from returnflow.voice.echo import BLOCK, VOICE_RATE, EchoCanceller, Played

RATE = 16_000


def voice(seconds, rate, seed=1):
    """Something like a voice: harmonics with a syllable's rhythm and some breath, the same at every rate."""
    at = np.arange(int(seconds * rate)) / rate
    pitch = 140 + 30 * np.sin(2 * np.pi * 0.7 * at)
    tone = sum(np.sin(2 * np.pi * np.cumsum(pitch * n) / rate) / n for n in range(1, 12))
    rhythm = np.clip(np.sin(2 * np.pi * 2.3 * at + 1.5 * np.sin(2 * np.pi * 0.31 * at)), 0, 1)
    return (tone * rhythm * 6000).astype(np.int16)


def play(played, sound, start=100.0):
    for at in range(0, len(sound), 480):
        played.add(sound[at : at + 480].tobytes(), start + at / VOICE_RATE)


def level(samples):
    return float(np.sqrt((samples.astype(np.float64) ** 2).mean()))


def test_what_was_played_is_found_by_its_time():
    played = Played()
    play(played, np.full(VOICE_RATE, 1000, np.int16))
    assert set(played.read(99 * RATE, BLOCK)) == {0}
    assert abs(int(np.median(played.read(int(100.5 * RATE), BLOCK))) - 1000) < 20
    assert set(played.read(102 * RATE, BLOCK)) == {0}


def test_chunks_whose_times_jitter_follow_each_other_without_a_gap():
    played = Played()
    for at in range(50):
        played.add(np.full(480, 1000, np.int16).tobytes(), 100.0 + at * 0.02 + (0.02 if at % 2 else -0.02))
    middle = played.read(int(100.2 * RATE), RATE // 2)
    assert middle.min() > 900


def test_our_own_voice_is_taken_out_and_the_callers_stays():
    played = Played()
    sound = voice(8.0, VOICE_RATE)
    play(played, sound)
    canceller = EchoCanceller(played)
    echo = np.concatenate([np.zeros(int(0.2 * RATE), np.int16), (voice(8.0, RATE) * 0.1).astype(np.int16)])
    caller = voice(1.0, RATE, seed=2)[::-1].copy()
    microphone = echo.copy()
    microphone[6 * RATE : 7 * RATE] += caller
    cleaned = [
        canceller.clean(microphone[at : at + 320], 100.0 + (at + 320) / RATE) for at in range(0, 8 * RATE, 320)
    ]
    cleaned = np.concatenate(cleaned)
    before, during = slice(4 * RATE, 6 * RATE), slice(6 * RATE, 7 * RATE)
    assert level(cleaned[before]) < 0.1 * level(microphone[before])
    assert level(cleaned[during]) > 0.4 * level(microphone[during])


def test_on_a_clear_line_words_over_our_voice_arrive_whole():
    played = Played()
    play(played, voice(4.0, VOICE_RATE))
    random = np.random.default_rng(1)
    microphone = random.normal(0, 6, 4 * RATE).astype(np.int16)
    caller = (np.convolve(random.normal(0, 1, RATE), np.ones(6) / 6, "same") * 4000).astype(np.int16)
    microphone[2 * RATE : 3 * RATE] += caller
    canceller = EchoCanceller(played)
    pieces = [canceller.clean(microphone[at : at + 320], 100.0 + (at + 320) / RATE) for at in range(0, 4 * RATE, 320)]
    heard = np.concatenate(pieces)
    assert np.array_equal(heard[RATE:], microphone[RATE:])


def test_while_the_agent_is_silent_the_microphone_passes_untouched():
    canceller = EchoCanceller(Played())
    samples = voice(0.02, RATE)
    assert canceller.clean(samples, 100.0) is samples


def test_an_odd_number_of_samples_passes_untouched():
    played = Played()
    play(played, voice(1.0, VOICE_RATE))
    samples = np.ones(123, np.int16)
    assert EchoCanceller(played).clean(samples, 100.5) is samples
