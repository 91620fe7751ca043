"""Sample tracking numbers: they look and scan like USPS's, and can never be one.

The mailer id is 900000000 and the check digit is wrong by one on purpose, so that a carrier's scanner refuses the parcel
instead of taking it.
"""

import hashlib
from dataclasses import dataclass

from returnflow.labels.checkdigits import usps

APPLICATION = "92"  # commercial, nine-digit mailer id
SERVICE = "000"
MAILER = "900000000"
WATERMARK = "SAMPLE - NOT POSTAGE"


@dataclass(frozen=True, slots=True)
class Tracking:
    """A tracking number and the ZIP code the parcel is routed to."""

    number: str
    zip: str

    @property
    def barcode(self) -> str:
        """What the bars say, without FNC1: routing prefix, then the number."""
        return f"420{self.zip}{self.number}"

    @property
    def readable(self) -> str:
        """The number in groups of four, as it is printed under the bars (the routing prefix is not)."""
        return " ".join(self.number[i : i + 4] for i in range(0, len(self.number), 4))


def tracking_for(rma: str, zip_code: str) -> Tracking:
    """The sample number of a return: always the same one, so that making a label again changes nothing."""
    serial = int.from_bytes(hashlib.sha256(rma.encode()).digest()[:8], "big") % 10**7
    body = f"{APPLICATION}{SERVICE}{MAILER}{serial:07d}"
    return Tracking(body + str((int(usps(body)) + 1) % 10), zip_code)
