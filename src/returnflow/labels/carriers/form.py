"""What makes a carrier here: its sample numbers, the symbols that its label must bear, and where everything stands."""

from collections.abc import Callable
from dataclasses import dataclass

from returnflow.labels.content import LabelContent
from returnflow.labels.elements import Element
from returnflow.labels.symbols.model import Symbol


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier. `sample` makes the number of a parcel from its return and its place, `symbols` is what a scanner must read."""

    name: str
    title: str
    sample: Callable[[str, int], str]
    symbols: Callable[[LabelContent], tuple[Symbol, ...]]
    layout: Callable[[LabelContent], tuple[Element, ...]]
