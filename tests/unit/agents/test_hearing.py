"""Numbers with the records: a mis-heard digit is found, never told, and an unclear one costs no attempt."""

from returnflow.conversation.hearing import Heard, Source
from returnflow.dialogue.understand.digits import spoken_digits

HEADPHONES = "114-2839407-5561823"


class Ears:
    """A recogniser that heard `said`: texts are the likelier the fewer digits they differ in."""

    def __init__(self, said):
        self.said = said

    def score(self, texts):
        return [-12.0 * distance(spoken_digits(text, homophones=True), self.said) for text in texts]


def distance(one, two):
    return sum(a != b for a, b in zip(one, two, strict=False)) + abs(len(one) - len(two))


def voice(text, said):
    return Heard(text, Source.VOICE, Ears(said))


def test_an_order_number_heard_with_one_digit_wrong_is_found_by_its_sound(talk):
    talk.says("Amazon", voice("114 2839407 5561828", "11428394075561823"))
    assert talk.state.order_number == HEADPHONES
    talk.says("Carter")
    assert talk.state.case.verified


def test_a_number_corrected_from_the_records_is_neither_said_nor_shown_before_verification(talk):
    talk.says("Amazon", voice("114 2839407 5561828", "11428394075561823"))
    assert "1823" not in talk.reply.text
    assert "1823" not in str(talk.reply.cards)
    assert "1823" not in str(talk.reply.slots)


def test_a_zip_heard_with_one_digit_wrong_passes_when_the_sound_fits(talk):
    talk.says("Amazon", HEADPHONES, voice("9 4 1 0 1", "94107"))
    assert talk.state.case.verified


def test_another_zip_clearly_said_does_not_pass(talk):
    talk.says("Amazon", HEADPHONES, voice("9 4 1 0 8.", "94108"))
    assert not talk.state.case.verified
    assert talk.state.case.wrong_facts == 1


def test_a_last_name_that_sounds_alike_passes_by_voice_and_not_in_writing(open_call):
    spoken, typed = open_call(caller_key="one"), open_call(caller_key="two")
    spoken.says("Amazon", HEADPHONES, voice("Karter.", ""))
    typed.says("Amazon", HEADPHONES, "Karter")
    assert spoken.state.case.verified
    assert not typed.state.case.verified


def test_a_number_without_a_clear_match_is_asked_for_again_and_counts_no_attempt(talk, db):
    talk.says("Amazon", voice("1 1 4 2 8 3 9 4 0", "114283940"))
    assert talk.reply.expecting.digits[0] in (8, 17)
    assert talk.state.case.wrong_facts == 0


class Sound:
    """A recogniser to which only the texts given are likely."""

    def __init__(self, **nats):
        self.nats = nats

    def score(self, texts):
        return [next((nats for word, nats in self.nats.items() if word in text.lower()), -40.0) for text in texts]


def test_a_name_that_came_out_as_something_else_passes_by_its_sound_alone(open_call):
    like, unlike = open_call(caller_key="one"), open_call(caller_key="two")
    like.says("Amazon", HEADPHONES, Heard("Fin it.", Source.VOICE, Sound(carter=-5.0, fin=-3.0)))
    unlike.says("Amazon", HEADPHONES, Heard("Fin it.", Source.VOICE, Sound(carter=-12.0, fin=-3.0)))
    assert like.state.case.verified
    assert not unlike.state.case.verified
    assert unlike.state.case.wrong_facts == 0


def test_a_spelled_name_is_never_passed_by_its_sound(talk):
    talk.says("Amazon", HEADPHONES, Heard("H O P K I N S", Source.VOICE, Sound(h=-3.0, carter=-3.0)))
    assert not talk.state.case.verified


def test_a_no_is_taken_by_its_sound_and_a_yes_to_a_write_only_in_words(talk):
    talk.says("Amazon", HEADPHONES, "Carter", "broken")
    talk.says(Heard("Uh.", Source.VOICE, Sound(yes=-1.0, uh=-2.0)))
    assert talk.state.case.made is None
    assert talk.reply.expecting.kind.value == "yes_no"
    talk.says(Heard("Oh.", Source.VOICE, Sound(nope=-1.0, oh=-2.0)))
    assert "created" in talk.reply.text
    assert talk.state.case.made is None


def test_a_number_said_whole_and_heard_badly_is_asked_for_again_not_continued(talk):
    talk.says("Amazon", voice("1 1 4 2 8 3 9 4 0 5 5 6 1 8", "99999999999999999"))
    assert talk.state.case.partial_digits == ""
    assert talk.reply.expecting.digits == (17,)
    talk.says(voice("114 2839407 5561823", "11428394075561823"))
    assert talk.state.order_number == HEADPHONES


def test_the_score_is_asked_once_for_considering_and_committing_the_same_words(talk):
    counted = []
    ears = Ears("11428394075561823")
    whole = ears.score
    ears.score = lambda texts: counted.append(len(texts)) or whole(texts)
    heard = Heard("114 2839407 5561828", Source.VOICE, ears)
    talk.says("Amazon")
    talk.call.consider(heard)
    before = len(counted)
    talk.call.commit(heard)
    assert len(counted) == before
