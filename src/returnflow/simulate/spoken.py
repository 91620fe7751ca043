"""How a customer says numbers and names: digit by digit, in groups, with the pauses that commas make."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def digits(text: str, *, zero: str = "zero") -> str:
    """The digits of `text` as words; what stands between groups becomes a pause."""
    groups: list[list[str]] = [[]]
    for character in text:
        if character.isdigit():
            groups[-1].append(zero if character == "0" else _DIGITS[int(character)])
        elif groups[-1]:
            groups.append([])
    return ", ".join(" ".join(group) for group in groups if group)


def part(number: str, agent: str) -> str:
    """The part of an order number that the agent asks for again ("the middle seven digits"), or all of it."""
    groups = number.split("-")
    asked = agent.lower()
    if "middle" in asked and len(groups) == 3:
        return groups[1]
    for word, group in (("first", groups[0]), ("last", groups[-1])):
        if any(f"{word} {unit}" in asked for unit in ("three", "seven", "eight", "group", "part", "digits")):
            return group
    return number


def spelled(name: str) -> str:
    """A name letter by letter."""
    return ", ".join(character.upper() for character in name if character.isalpha())
