"""Drivers of callers who don't behave: one says nothing, one leaves in the middle."""

from returnflow.simulate.driver import HangUp, Say

HANG_UP_AFTER = (0, 1, 2, 3, 4, 5)
"""Answers before the caller leaves: at every question from the greeting to the one for his yes."""


class Silent:
    """Never says a word, and leaves when the desk never ends the call."""

    def __init__(self):
        self._asked = 0

    def answer(self, turn):
        self._asked += 1
        return Say("") if self._asked < 8 else HangUp()

    def close(self):
        return


class Leaving:
    """Behaves like another driver for some answers, then hangs up."""

    def __init__(self, inner, steps):
        self._inner, self._left = inner, steps

    def answer(self, turn):
        self._left -= 1
        return self._inner.answer(turn) if self._left >= 0 else HangUp()

    def close(self):
        self._inner.close()


def leaving_after(steps):
    """Makes the customer of the headphones who leaves after so many answers."""
    return lambda desk: Leaving(desk.customer("amazon_headphones", 30 + steps), steps)
