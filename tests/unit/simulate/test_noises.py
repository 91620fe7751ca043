import numpy as np
import pytest

from returnflow.simulate import noises
from returnflow.simulate.clip import RATE


@pytest.mark.parametrize("seed", range(20))
def test_a_cough_is_short_loud_and_dark(seed):
    cough = noises.cough(seed)
    assert 0.1 < cough.seconds < 1.4
    assert np.abs(cough.samples).max() == pytest.approx(0.4)
    spectrum = np.abs(np.fft.rfft(cough.samples)) ** 2
    below = np.fft.rfftfreq(len(cough.samples), 1 / RATE) < 4000
    assert spectrum[below].sum() > 0.6 * spectrum.sum()


@pytest.mark.parametrize("seed", range(5))
def test_a_hum_is_voiced_low_and_as_long_as_a_mm_hmm(seed):
    hum = noises.hum(seed)
    assert 0.3 < hum.seconds < 0.6
    spectrum = np.abs(np.fft.rfft(hum.samples)) ** 2
    below = np.fft.rfftfreq(len(hum.samples), 1 / RATE) < 600
    assert spectrum[below].sum() > 0.9 * spectrum.sum()


def test_the_same_seed_coughs_the_same():
    assert (noises.cough(3).samples == noises.cough(3).samples).all()
    assert noises.cough(3).seconds != noises.cough(4).seconds
