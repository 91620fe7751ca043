import os

from returnflow.voice.rehearsal import rehearse


def test_the_rehearsal_goes_as_far_as_a_label_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert rehearse()
    assert os.listdir(tmp_path) == []
