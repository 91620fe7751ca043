"""The label in words, in the order in which it is read aloud: for screen readers, beside the files. Never names the customer."""

from returnflow.labels.content import LabelContent


def summary(label: LabelContent, title: str, worth: str = "") -> str:
    """Plain text, one fact a line. `title` names carrier and service, `worth` says what a label that is no postage is worth."""
    lines = [
        f"Return {label.rma}, parcel {label.which_parcel}",
        worth,
        f"Carrier: {title}",
        f"Tracking number: {label.tracking}",
        f"Goes to: {', '.join(label.destination)}",
        f"Order ending: {label.order_ending}",
        f"Drop-off code: {' '.join(label.drop_off_code)}",
        f"Hand over by: {label.return_by:%A}, {label.last_day}",
        "",
        label.with_slip,
        *_listed("Get it ready", label.packing),
        *_listed("Hand it over", label.drop_off),
        *_listed("What comes back", label.items),
    ]
    return "\n".join(line for place, line in enumerate(lines) if line or place != 1) + "\n"


def _listed(title: str, points: tuple[str, ...]) -> list[str]:
    return ["", f"{title}:", *(f"{number}. {point}" for number, point in enumerate(points, start=1))]
