"""What is wrong with a file: line, field, mistake, fix. Some are told, all are counted."""

from dataclasses import dataclass, field

from returnflow.errors import InvalidInput

MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `line` counts from 1 in the file; 0 is the file as a whole. `field` is as the file names it."""

    line: int
    field: str
    what: str
    fix: str


@dataclass(slots=True)
class Mistakes:
    """The first of them, and how many there are. A file of a million wrong lines costs no memory."""

    told: list[Mistake] = field(default_factory=list)
    total: int = 0

    def add(self, mistake: Mistake) -> None:
        """Count it, and keep it while there is room."""
        self.total += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(mistake)


class ImportRefused(InvalidInput):
    """The file has mistakes. Nothing was imported. `mistakes` are the first of `total`."""

    code = "import_refused"

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        first = mistakes.told[0]
        many = "one mistake" if mistakes.total == 1 else f"{mistakes.total:,} mistakes"
        where = f"line {first.line}: " if first.line else ""
        super().__init__(f"{file} has {many}, nothing was imported; {where}{first.what}", field=first.field, fix=first.fix)
        self.mistakes = tuple(mistakes.told)
        self.total = mistakes.total
