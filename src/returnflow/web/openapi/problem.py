"""What an error looks like over HTTP (RFC 9457), for the document. `web/problems.py` makes them."""

from pydantic import BaseModel, ConfigDict


class Problem(BaseModel):
    """One mistake. `code` is stable; `field` names what is wrong, `fix` what to do, where that is known."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str = ""
    fix: str = ""
