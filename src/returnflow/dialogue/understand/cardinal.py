"""A cardinal said in words: "one hundred twenty three thousand four hundred fifty six". For amounts and days, not for digits."""

_ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ARTICLES = {"a", "an"}


def cardinal(text: str) -> int | None:
    """The number that the end of `text` says; words before it are left out. None when it says none."""
    words = [word for word in text.replace("-", " ").split() if word != "and"]
    start = len(words)
    while start > 0 and _is_number(words[start - 1]):
        start -= 1
    return _value(words[start:]) if start < len(words) else None


def _is_number(word: str) -> bool:
    return word.isdigit() or word in _ONES or word in _TENS or word in {"hundred", "thousand"} or word in _ARTICLES


def _value(words: list[str]) -> int | None:
    total, current, seen = 0, 0, False
    for word in words:
        if word in _ARTICLES:
            continue
        seen = True
        if word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        else:
            current += int(word) if word.isdigit() else _ONES.get(word, _TENS.get(word, 0))
    return total + current if seen else None
