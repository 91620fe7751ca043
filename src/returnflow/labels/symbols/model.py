"""What a symbol says, and how a scanner reports it: symbology identifier (ISO 15424) and text. Values; nothing here draws."""

from dataclasses import dataclass

GROUP = "\x1d"  # how FNC1 between two fields is read, and what ends a field in a MaxiCode
RECORD = "\x1e"
END = "\x04"


@dataclass(frozen=True, slots=True)
class Read:
    """One symbol as a scanner tells it."""

    symbology: str
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Code 128. With `gs1` it begins with FNC1, and FNC1 ends every part but the last."""

    parts: tuple[str, ...]
    gs1: bool = False

    @property
    def reads(self) -> Read:
        """As a scanner tells it."""
        return Read("]C1" if self.gs1 else "]C0", GROUP.join(self.parts))


@dataclass(frozen=True, slots=True)
class Maxi:
    """MaxiCode that carries a destination: nine digits of US postal code (mode 2) or six characters of another's (mode 3).

    `country` is ISO 3166 numeric, `service` the carrier's class; `version` stands in the message's header.
    """

    postcode: str
    country: int
    service: int
    version: str
    fields: tuple[str, ...]

    @property
    def mode(self) -> int:
        """2 for digits, 3 for letters and digits."""
        return 2 if self.postcode.isdigit() else 3

    @property
    def message(self) -> str:
        """The secondary message: header of a transport message (ISO 15434 format 01), fields, ends of record and message."""
        return f"[)>{RECORD}01{GROUP}{self.version}{GROUP.join(self.fields)}{RECORD}{END}"

    @property
    def reads(self) -> Read:
        """As a scanner tells it: the destination stands behind the header, as the standard says."""
        head, body = self.message[:9], self.message[9:]
        place = GROUP.join((self.postcode, f"{self.country:03d}", f"{self.service:03d}"))
        return Read("]U1", f"{head}{place}{GROUP}{body}")


@dataclass(frozen=True, slots=True)
class Stacked:
    """PDF417."""

    text: str

    @property
    def reads(self) -> Read:
        """As a scanner tells it."""
        return Read("]L2", self.text)


@dataclass(frozen=True, slots=True)
class Square:
    """QR code, error level M."""

    text: str

    @property
    def reads(self) -> Read:
        """As a scanner tells it."""
        return Read("]Q1", self.text)


Symbol = Bars | Maxi | Stacked | Square
