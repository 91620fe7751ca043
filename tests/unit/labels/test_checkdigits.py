import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.labels import checkdigits
from returnflow.labels.checkdigits import Known

# Every vector of the facts page, and those of the public set of tracking numbers that it cites.
USPS = [
    "9400111206206406260787", "9261290113185417468510", "9200190132607600833457", "92023999991043543415313958",
    "9405803699300124287899", "9434611206206406227577", "9505511069605048600624", "92748931507708513018050063",
    "92001903060085300042901077", "9361289878700317633795", "9261292700768711948021",
]  # fmt: skip
ROUTED = ["420787459400111206206406260787", "4201002334249200190132607600833457", "4201028200009261290113185417468510",
          "420902459261290336128704042634"]  # fmt: skip
UPS = ["1Z5R89390357567127", "1Z879E930346834440", "1Z410E7W0392751591", "1Z999AA10123456784", "1Z8V92A70367203024",
       "1ZXX3150YW44070023"]  # fmt: skip
FEDEX_GROUND = ["9611020987654312345672"]
FEDEX_15 = ["041441760228964", "568283610012000", "568283610012734"]
FEDEX_34 = ["9622001900000000000000776632517510", "9622001560000000000000794808390594", "9622001560001234567100794808390594",
            "9632001560123456789900794808390594"]  # fmt: skip
FEDEX_12 = ["986578788855", "477179081230", "799531274483", "790535312317", "974367662710"]
S10 = ["RB123456785GB", "RB123456785US"]
WRONG = ["9434611206206407667131", "4201028200009261290113185417468511", "1Z1111111111111111", "9600000000000000000001",
         "568283610012732", "9622001560001234567100794808390595", "996578788855", "RB123456786US"]  # fmt: skip


@pytest.mark.parametrize("number", USPS)
def test_the_published_usps_numbers_end_in_their_check_digit(number):
    assert checkdigits.usps(number[:-1]) == number[-1]
    assert checkdigits.recognise(number) == Known("usps", number, right=True)


@pytest.mark.parametrize("number", ROUTED)
def test_the_routing_prefix_of_a_usps_number_counts_for_nothing(number):
    known = checkdigits.recognise(number)
    assert known.right
    assert known.number in number
    assert known.number[0] == "9"


@pytest.mark.parametrize("number", UPS)
def test_the_published_ups_numbers_end_in_their_check_digit(number):
    assert checkdigits.ups(number[2:-1]) == number[-1]
    assert checkdigits.recognise(number) == Known("ups", number, right=True)


@pytest.mark.parametrize("number", FEDEX_GROUND + FEDEX_15)
def test_the_published_fedex_ground_numbers_end_in_their_check_digit(number):
    assert checkdigits.fedex_ground(number[:-1]) == number[-1]
    assert checkdigits.recognise(number) == Known("fedex", number, right=True)


@pytest.mark.parametrize("number", FEDEX_34)
def test_the_published_fedex_numbers_of_34_digits_end_in_their_check_digit(number):
    assert checkdigits.fedex_34(number[:-1]) == number[-1]
    assert checkdigits.recognise(number) == Known("fedex", number, right=True)


@pytest.mark.parametrize("number", FEDEX_12)
def test_the_published_fedex_express_numbers_end_in_their_check_digit(number):
    assert checkdigits.fedex_express(number[:-1]) == number[-1]
    assert checkdigits.recognise(number) == Known("fedex", number, right=True)


@pytest.mark.parametrize("number", S10)
def test_the_published_postal_numbers_hold_their_check_digit(number):
    assert checkdigits.s10(number[2:10]) == number[10]
    assert checkdigits.recognise(number) == Known("s10", number, right=True)


@pytest.mark.parametrize(("digits", "check"), [("00000000", "5"), ("00000004", "5"), ("00000003", "1"), ("00000008", "0")])
def test_a_postal_check_digit_of_ten_or_eleven_is_written_as_nought_or_five(digits, check):
    assert checkdigits.s10(digits) == check


@pytest.mark.parametrize("number", WRONG)
def test_the_published_wrong_numbers_are_recognised_and_wrong(number):
    known = checkdigits.recognise(number)
    assert known is not None
    assert not known.right
    assert not checkdigits.valid(number)


def test_gs1s_own_example_is_right():
    assert checkdigits.gs1("629104150021") == "3"


@pytest.mark.parametrize("place", [-1, -2, -5, -15])
def test_one_wrong_digit_of_a_fedex_number_is_noticed(place):
    digits = list(FEDEX_GROUND[0])
    digits[place] = str((int(digits[place]) + 1) % 10)
    assert not checkdigits.valid("".join(digits))


@given(st.text("0123456789", min_size=20, max_size=20), st.integers(0, 19), st.integers(1, 9))
def test_any_single_wrong_digit_of_a_usps_number_is_noticed(body, place, by):
    body = "9" + str(2 + int(body[0]) % 4) + body[1:]
    number = body + checkdigits.usps(body)
    wrong = list(number)
    wrong[2 + place % 20] = str((int(wrong[2 + place % 20]) + by) % 10)
    assert checkdigits.valid(number)
    assert not checkdigits.valid("".join(wrong))


@pytest.mark.parametrize("text", ["1z 999 aa1 01 2345 6784", "9400 1112 0620 6406 2607 87", " 9611 0209 8765 4312 3456 72\n"])
def test_a_number_is_recognised_however_it_is_spaced(text):
    assert checkdigits.valid(text)


@pytest.mark.parametrize(
    "text", ["", "1Z", "1ZSAMPLE", "9400", "x" * 22, "1Z999AA1012345678É", "٩٤٠٠١١١٢٠٦٢٠٦٤٠٦٢٦٠٧٨٧", "RF1.RF-7K4M-92XM.AAAAAAAA"]
)
def test_what_is_no_number_at_all_is_none(text):
    assert checkdigits.recognise(text) is None
    assert not checkdigits.valid(text)


@given(st.text(max_size=40))
def test_any_text_is_either_recognised_or_not(text):
    known = checkdigits.recognise(text)
    assert known is None or known.carrier in ("usps", "ups", "fedex", "s10")
