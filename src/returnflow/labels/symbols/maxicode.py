"""MaxiCode in modes 2 and 3 (ISO/IEC 16023): from a destination and a message to the dark ones of 33 rows of 30 hexagons.

The library that reads it back can write mode 4 only, so this encoder is ours; that makes reading back a check by somebody else.
Codewords are six bits. The first ten are the destination with its mode, then ten to correct them, then 84 of message and 40 to
correct those, in two interleaved halves. Only the characters that a transport message needs are encoded.
"""

from collections.abc import Iterator, Sequence

from returnflow.errors import InvalidInput
from returnflow.labels.symbols.model import END, Maxi

ROWS, COLUMNS = 33, 30
CAPACITY = 84  # codewords of the message
_FIELD = 0x43  # x^6 + x + 1 makes the field of 64
_SET_A = "\rABCDEFGHIJKLMNOPQRSTUVWXYZ" + "\0\x1c\x1d\x1e\0 \0\"#$%&'()*+,-./0123456789:"
_SET_B = "`abcdefghijklmnopqrstuvwxyz\0\x1c\x1d\x1e\0{\0}~\x7f;<=>?[\\]^_ ,./:@!|"
_SHIFT_B, _SHIFT_E, _PAD = 59, 62, 33

_CORNER = ((0, 28), (0, 29))
_ORIENTATION = ((9, 10), (9, 11), (10, 11), (15, 7), (16, 8), (16, 20), (17, 20), (22, 10), (23, 10), (22, 17), (23, 17))
# Blocks beside the bull's eye, then the bits that fill the gaps around it: row and column by codeword and bit.
_REGULAR_PRIMARY = {9: (12, 8), 10: (18, 8), 11: (21, 18), 12: (21, 8), 13: (9, 8), 14: (12, 20), 15: (18, 20), 16: (18, 6),
                    17: (12, 6), 18: (9, 20), 19: (21, 20)}  # fmt: skip
_AROUND_THE_EYE = {
    0: {0: (15, 19), 1: (17, 19), 2: (9, 16), 3: (10, 16), 4: (11, 17), 5: (11, 16)},
    1: {0: (22, 13), 1: (22, 12), 2: (23, 13), 3: (23, 12), 4: (21, 17), 5: (22, 16)},
    2: {0: (9, 13), 1: (9, 12), 2: (10, 13), 3: (10, 12), 4: (12, 10), 5: (20, 10)},
    3: {0: (20, 18), 1: (12, 19), 2: (12, 18), 3: (13, 19), 4: (13, 18), 5: (14, 19)},
    4: {0: (23, 15), 1: (23, 14), 2: (18, 19), 3: (19, 19), 4: (19, 18), 5: (20, 19)},
    5: {0: (15, 8), 1: (17, 8), 2: (21, 10), 3: (23, 11), 4: (22, 15), 5: (22, 14)},
    6: {0: (9, 15), 1: (9, 14), 2: (10, 15), 3: (10, 14), 4: (10, 10), 5: (11, 10)},
    7: {0: (17, 21), 1: (9, 19), 2: (9, 18), 3: (10, 19), 4: (11, 19), 5: (11, 18)},
    8: {0: (15, 6), 1: (16, 6), 2: (17, 7), 3: (17, 6), 4: (15, 21), 5: (15, 20)},
}


def dark(symbol: Maxi) -> frozenset[tuple[int, int]]:
    """Row and column of every dark hexagon, the bull's eye left out. Raises InvalidInput when the message is too long."""
    lit = {module for module, bit in _modules(codewords(symbol)) if bit}
    return frozenset(lit | set(_CORNER) | set(_ORIENTATION))


def codewords(symbol: Maxi) -> list[int]:
    """All 144, in the order of the standard."""
    primary, message = _primary(symbol), _message(symbol.message)
    halves = _correction(message[0::2], 20), _correction(message[1::2], 20)
    return [*primary, *_correction(primary, 10), *message, *(word for pair in zip(*halves, strict=True) for word in pair)]


def fits(symbol: Maxi) -> bool:
    """Whether the message has room."""
    return len(list(_encoded(symbol.message))) <= CAPACITY


def _primary(symbol: Maxi) -> list[int]:
    """Ten codewords: mode, postal code, country and class, their bits spread as the standard's figure of it says."""
    bits = {place: symbol.mode >> (5 - place) & 1 for place in range(2, 6)}
    if symbol.mode == 2:
        bits |= _spread(int(symbol.postcode), 30, _POSTCODE) | _spread(len(symbol.postcode), 6, _LENGTH)
    else:
        letters = [_SET_A.index(letter) for letter in f"{symbol.postcode:<6}"[:6]]
        value = sum(letter << 6 * (5 - place) for place, letter in enumerate(letters))
        bits |= _spread(value, 36, _LENGTH + _POSTCODE)
    bits |= _spread(symbol.country, 10, _COUNTRY) | _spread(symbol.service, 10, _CLASS)
    return [sum(bits.get(6 * word + place, 0) << (5 - place) for place in range(6)) for word in range(10)]


def _ranges(*pairs: tuple[int, int]) -> tuple[int, ...]:
    """The standard counts the bits of the primary message from 1; we count from 0."""
    return tuple(bit - 1 for first, last in pairs for bit in range(first, last + 1))


_POSTCODE = _ranges((33, 36), (25, 30), (19, 24), (13, 18), (7, 12), (1, 2))
_LENGTH = _ranges((39, 42), (31, 32))
_COUNTRY = _ranges((53, 54), (43, 48), (37, 38))
_CLASS = _ranges((55, 60), (49, 52))


def _spread(value: int, width: int, places: Sequence[int]) -> dict[int, int]:
    return {place: value >> (width - 1 - number) & 1 for number, place in enumerate(places)}


def _encoded(text: str) -> Iterator[int]:
    """Codewords of the text: code set A, with a shift before each character of another set."""
    for character in text:
        if character != "\0" and character in _SET_A:
            yield _SET_A.index(character)
        elif character != "\0" and character in _SET_B:
            yield from (_SHIFT_B, _SET_B.index(character))
        elif character == END:
            yield from (_SHIFT_E, ord(END))
        else:
            raise InvalidInput(f"a MaxiCode of ours cannot say {character!r}", field="message", fix="plain letters and digits")


def _message(text: str) -> list[int]:
    words = list(_encoded(text))
    if len(words) > CAPACITY:
        raise InvalidInput(f"the message takes {len(words)} of {CAPACITY} codewords", field="message", fix="shorten a field")
    return words + [_PAD] * (CAPACITY - len(words))


def _correction(data: Sequence[int], count: int) -> list[int]:
    """Reed-Solomon check words over the field of 64, generator roots from the first power on."""
    remainder = [0] * count
    generator = _generator(count)
    for word in data:
        factor = word ^ remainder[0]
        remainder = [a ^ _times(b, factor) for a, b in zip([*remainder[1:], 0], generator, strict=True)]
    return remainder


def _generator(count: int) -> list[int]:
    """Its coefficients but the first, which is one."""
    found = [1]
    root = 1
    for _ in range(count):
        root = _times(root, 2)
        found = [a ^ _times(b, root) for a, b in zip([*found, 0], [0, *found], strict=True)]
    return found[1:]


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 64:
            a ^= _FIELD
        b >>= 1
    return product


def _modules(words: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where each bit of each codeword lies."""
    for word, value in enumerate(words):
        for bit, module in _places(word).items():
            yield module, value >> (5 - bit) & 1


def _places(word: int) -> dict[int, tuple[int, int]]:
    """Row and column of the bits of a codeword. Most lie in a block of three rows by two columns, right to left, top down."""
    if word in _AROUND_THE_EYE:
        return _AROUND_THE_EYE[word]
    if word >= 136:
        return _last_columns(word - 136)
    row, column = _REGULAR_PRIMARY.get(word) or _block(word - 20)
    return {bit: (row + bit // 2, column + 1 - bit % 2) for bit in range(6)}


def _block(number: int) -> tuple[int, int]:
    """Top left of a block of the message. They run to and fro in bands of three rows; five bands leave the middle to the eye."""
    for band, (left, right) in enumerate(_BANDS):
        if number < left + right:
            place = number if band % 2 == 0 else left + right - 1 - number
            return 3 * band, 2 * place if place < left else 2 * (14 - left - right + place)
        number -= left + right
    raise AssertionError("the message has 116 blocks")


_BANDS = ((14, 0), (14, 0), (14, 0), (4, 3), (3, 3), (3, 3), (3, 3), (4, 3), (14, 0), (14, 0), (14, 0))


def _last_columns(number: int) -> dict[int, tuple[int, int]]:
    """The last eight codewords fill columns 28 and 29, four rows and six bits each; rows with an odd number lack column 29."""
    top = 4 * number + 1
    return {0: (top, 28), 1: (top + 1, 29), 2: (top + 1, 28), 3: (top + 2, 28), 4: (top + 3, 29), 5: (top + 3, 28)}
