import numpy as np

from returnflow.simulate.loudspeaker import LEAD, LONGEST, Loudspeaker

PIECE = 960


def voice(count):
    return np.arange(1, count + 1, dtype=np.float32)


def test_the_voice_comes_out_whole_and_in_order():
    loudspeaker, sound = Loudspeaker(), voice(10 * PIECE)
    out = []
    for at in range(0, len(sound), PIECE):
        loudspeaker.add(sound[at : at + PIECE])
        out.append(loudspeaker.play(PIECE))
    out += [loudspeaker.play(PIECE) for _ in range(10)]
    heard = np.concatenate(out)
    assert np.array_equal(heard[heard > 0], sound)


def test_a_piece_that_comes_late_changes_nothing():
    def heard(late):
        loudspeaker, sound, out = Loudspeaker(), voice(20 * PIECE), []
        pieces = [sound[at : at + PIECE] for at in range(0, len(sound), PIECE)]
        for index, piece in enumerate(pieces):
            if index == 12 and late:
                out.append(loudspeaker.play(PIECE))  # the machine was busy: two pieces come with the next step
                continue
            for each in pieces[12:14] if index == 13 and late else [piece]:
                loudspeaker.add(each)
            out.append(loudspeaker.play(PIECE))
        return np.concatenate(out)

    assert np.array_equal(heard(late=True), heard(late=False))


def test_nothing_is_played_before_there_is_a_lead():
    loudspeaker = Loudspeaker()
    loudspeaker.add(voice(LEAD - 1))
    assert not loudspeaker.play(PIECE).any()
    loudspeaker.add(voice(1))
    assert loudspeaker.play(PIECE).any()


def test_what_ran_dry_gathers_a_lead_again():
    loudspeaker = Loudspeaker()
    loudspeaker.add(voice(LEAD))
    loudspeaker.play(LEAD + 1)
    loudspeaker.add(voice(PIECE))
    assert not loudspeaker.play(PIECE).any()


def test_it_never_falls_far_behind():
    loudspeaker = Loudspeaker()
    loudspeaker.add(voice(LONGEST + 1))
    assert loudspeaker.play(1)[0] == LONGEST + 1 - LEAD + 1
