from returnflow.simulate import spoken


def test_an_order_number_is_said_in_its_groups():
    assert spoken.digits("114-2839407-55") == "one one four, two eight three nine four zero seven, five five"


def test_zero_is_said_as_the_caller_likes():
    assert spoken.digits("02108", zero="oh") == "oh two one oh eight"


def test_of_an_amazon_number_only_the_group_that_is_asked_for_is_said_again():
    number = "114-2839407-5561823"
    assert spoken.part(number, "Could you repeat the middle seven digits?") == "2839407"
    assert spoken.part(number, "Please say the first three digits again.") == "114"
    assert spoken.part(number, "And the last seven digits?") == "5561823"
    assert spoken.part(number, "What's the order number?") == number


def test_of_a_walmart_number_there_are_two_groups():
    assert spoken.part("2000139-64770733", "The last eight digits again, please.") == "64770733"
    assert spoken.part("2000139-64770733", "The first seven digits again, please.") == "2000139"


def test_a_name_is_spelled_letter_by_letter():
    assert spoken.spelled("O'Connor") == "O, C, O, N, N, O, R"
