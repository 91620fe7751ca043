"""Spelled words: single letters, letter names as the recogniser writes them, NATO words, "P as in Peter", "double L"."""

from collections.abc import Sequence

from returnflow.dialogue.understand.words import Word, words

NATO = {
    "alpha": "a", "alfa": "a", "bravo": "b", "charlie": "c", "delta": "d", "echo": "e", "foxtrot": "f", "golf": "g",
    "hotel": "h", "india": "i", "juliet": "j", "juliett": "j", "kilo": "k", "lima": "l", "mike": "m", "november": "n",
    "oscar": "o", "papa": "p", "quebec": "q", "romeo": "r", "sierra": "s", "tango": "t", "uniform": "u", "victor": "v",
    "whiskey": "w", "whisky": "w", "xray": "x", "yankee": "y", "zulu": "z",
}  # fmt: skip
# How letters come back from the recogniser when they are said one by one; believed only beside real letters.
_SOUNDS = {
    "ay": "a", "be": "b", "bee": "b", "see": "c", "sea": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h", "eye": "i",
    "jay": "j", "kay": "k", "el": "l", "ell": "l", "em": "m", "en": "n", "an": "n", "oh": "o", "pea": "p", "pee": "p",
    "queue": "q", "cue": "q", "are": "r", "ar": "r", "ess": "s", "es": "s", "tea": "t", "tee": "t", "you": "u", "yu": "u",
    "vee": "v", "ex": "x", "why": "y", "zee": "z", "zed": "z",
}  # fmt: skip
_SKIP = {"-", ",", ".", "um", "uh", "then", "and", "capital"}


def spelled(text: str) -> str:
    """The longest word spelled out in `text`, lower case, or "" when fewer than two letters are spelled."""
    best, current = "", ""
    tokens = words(text)
    at = 0
    while at < len(tokens):
        letters, used = _letters(tokens, at)
        if letters:
            current += letters
            at += used
            continue
        if tokens[at].text not in _SKIP:
            best, current = max(best, current, key=len), ""
        at += 1
    best = max(best, current, key=len)
    return best if len(best) >= 2 else ""


def _letters(tokens: Sequence[Word], at: int) -> tuple[str, int]:
    word = tokens[at].text
    if word == "double" and at + 1 < len(tokens):
        letter = _one(tokens, at + 1)
        return (letter * 2, 2) if letter else ("", 0)
    if word == "w" or (word == "double" and at + 1 < len(tokens) and tokens[at + 1].text == "u"):
        return "w", 1
    letter = _one(tokens, at)
    if not letter:
        return "", 0
    return letter, 1 + _example(tokens, at + 1, letter)


def _one(tokens: Sequence[Word], at: int) -> str:
    word = tokens[at].text
    if len(word) == 1 and word.isalpha():
        return "" if word in {"a", "i"} and not _near_letter(tokens, at) else word
    if word in NATO:
        return NATO[word] if _near_letter(tokens, at) else ""
    if word in _SOUNDS and _near_letter(tokens, at):
        return _SOUNDS[word]
    return ""


def _near_letter(tokens: Sequence[Word], at: int) -> bool:
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(tokens) and tokens[near].text in _SKIP:
            near += step
        if 0 <= near < len(tokens):
            word = tokens[near].text
            if (len(word) == 1 and word.isalpha() and word not in {"a", "i"}) or word in NATO:
                return True
    return False


def _example(tokens: Sequence[Word], at: int, letter: str) -> int:
    """How many tokens "as in Peter" / "for Peter" / "like Peter" takes after a letter."""
    ahead = [token.text for token in tokens[at : at + 3]]
    if len(ahead) == 3 and ahead[:2] == ["as", "in"] and ahead[2].startswith(letter):
        return 3
    if len(ahead) >= 2 and ahead[0] in {"for", "like"} and len(ahead[1]) > 1 and ahead[1].startswith(letter):
        return 2
    return 0
