"""Money: whole minor units and a currency. Owns the arithmetic and its rounding; knows no wording and no locale."""

from dataclasses import dataclass

from returnflow.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents). Two currencies never mix: every operation on both raises InvalidInput."""

    minor: int
    currency: str = "USD"

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise InvalidInput(f"two currencies in one sum: {self.currency} and {other.currency}", field="currency")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        return not other < self

    def share(self, part: int, whole: int) -> "Money":
        """`part` of `whole`, rounded half up (away from zero for negative amounts)."""
        if whole <= 0:
            raise InvalidInput("a share needs a positive whole", field="whole")
        product = abs(self.minor) * part
        rounded = (2 * product + whole) // (2 * whole)
        return Money(rounded if self.minor >= 0 else -rounded, self.currency)

    def percent(self, percent: int) -> "Money":
        """That many per cent, rounded half up."""
        return self.share(percent, 100)

    def floored(self) -> "Money":
        """Never less than nothing."""
        return self if self.minor > 0 else Money(0, self.currency)

    def __str__(self) -> str:
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{abs(self.minor) // 100}.{abs(self.minor) % 100:02d} {self.currency}"
