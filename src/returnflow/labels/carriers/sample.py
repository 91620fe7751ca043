"""Sample tracking numbers: they look and scan like a carrier's, and can never be one.

Each is issued to a shipper that no carrier has (USPS mailer 900000000, UPS shipper SAMPLE, FedEx shipper 0000000) and ends in a
check digit that is wrong by one on purpose, so that a carrier's scanner refuses the parcel instead of taking it.
"""

import hashlib

from returnflow.labels import checkdigits

WATERMARK = "SAMPLE - NOT POSTAGE"
USPS_MAILER = "900000000"
UPS_SHIPPER = "SAMPLE"
FEDEX_SHIPPER = "0000000"

_USPS = "92000" + USPS_MAILER  # commercial with a nine-digit mailer id, no service
_UPS = UPS_SHIPPER + "90"  # a return whose label the sender prints
_FEDEX = "9600000" + FEDEX_SHIPPER


def usps(rma: str, parcel: int) -> str:
    """22 digits, always the same for one parcel."""
    body = _USPS + _serial(rma, parcel)
    return body + _wrong(checkdigits.usps(body))


def ups(rma: str, parcel: int) -> str:
    """1Z and sixteen characters, always the same for one parcel."""
    body = _UPS + _serial(rma, parcel)
    return f"1Z{body}{_wrong(checkdigits.ups(body))}"


def fedex(rma: str, parcel: int) -> str:
    """22 digits that begin with 96, always the same for one parcel."""
    body = _FEDEX + _serial(rma, parcel)
    return body + _wrong(checkdigits.fedex_ground(body))


def is_sample(number: str) -> bool:
    """Whether a number was issued here."""
    shippers = number.startswith((_USPS, f"1Z{_UPS}", _FEDEX))
    known = checkdigits.recognise(number)
    return shippers and known is not None and not known.right


def _serial(rma: str, parcel: int) -> str:
    """Seven digits out of the parcel's name."""
    digest = hashlib.sha256(f"{rma}/{parcel}".encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**7:07d}"


def _wrong(right: str) -> str:
    return str((int(right) + 1) % 10)
