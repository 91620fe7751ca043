"""Texts through Twilio's API (2010-04-01, resource Messages).

Twilio knows no idempotency keys. So each text ends in a tag that stands for its key, and a text that an earlier try may have
handed over is first looked for among the newest ones to that number. What stays is the moment in which Twilio has taken a text
and its own list does not show it yet.
"""

from dataclasses import dataclass
from typing import Any

import httpx2

from returnflow.errors import UpstreamRefused, UpstreamUnavailable
from returnflow.notify.message import Receipt
from returnflow.notify.sms import OptedOut, Sms

API = "https://api.twilio.com"
PROVIDER = "twilio"
TIMEOUT_S = 10.0
NEWEST = 50  # texts to one number that are looked through
STOPPED = 21610
NEVER_TO_THIS_NUMBER = frozenset({21211, 21214, 21217, 21265, 21268, 21408, 21612, 21614, 21617})
"""Not a number, not a mobile one, not reachable from ours, a country that is switched off, a text too long."""
NOT_SENT = frozenset({"failed", "canceled"})


@dataclass(frozen=True, slots=True)
class Account:
    """`sender` is a number in E.164, a short code, or a messaging service (`MG…`)."""

    sid: str
    token: str
    sender: str
    api: str = API


class Twilio:
    """Sends texts. One client for all threads."""

    def __init__(self, account: Account) -> None:
        self._sender = account.sender
        self._url = f"{account.api.rstrip('/')}/2010-04-01/Accounts/{account.sid}"
        self._client = httpx2.Client(auth=(account.sid, account.token), timeout=TIMEOUT_S, trust_env=False)

    def send(self, sms: Sms) -> Receipt:
        """Send it, unless an earlier try did."""
        known = self._find(sms) if sms.again else None
        if known is not None:
            return Receipt(known, PROVIDER, again=True)
        by = "MessagingServiceSid" if self._sender.startswith("MG") else "From"
        answer = self._ask("POST", "/Messages.json", data={"To": sms.to, by: self._sender, "Body": sms.body})
        return Receipt(str(answer.get("sid", "")), PROVIDER)

    def check(self) -> str:
        """Ask for the account; sends nothing. Raises UpstreamUnavailable."""
        return f"Twilio answers, account {self._ask('GET', '.json').get('status', 'of unknown state')}"

    def _find(self, sms: Sms) -> str | None:
        """The text that carries this one's tag."""
        answer = self._ask("GET", "/Messages.json", params={"To": sms.to, "PageSize": NEWEST})
        for each in answer.get("messages", []):
            if str(each.get("body", "")).endswith(f"Ref {sms.tag}") and each.get("status") not in NOT_SENT:
                return str(each.get("sid", ""))
        return None

    def _ask(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, f"{self._url}{path}", **given)
            answer = response.json() if response.content else {}
        except (httpx2.HTTPError, ValueError) as error:
            raise UpstreamUnavailable(PROVIDER, f"Twilio did not answer: {error or type(error).__name__}") from error
        if not isinstance(answer, dict):
            raise UpstreamUnavailable(PROVIDER, f"Twilio answered {response.status_code} and not what it documents")
        if response.is_success:
            return answer
        to = given.get("data", {}).get("To", "")
        raise _named(response.status_code, answer.get("code"), to, str(answer.get("message", "")))


def _named(status: int, code: Any, to: str, said: str) -> UpstreamRefused | UpstreamUnavailable:
    """Twilio's error as one of ours. It repeats whom it refuses; our tables and logs must not."""
    message = f"Twilio answered {status}, {code}: {said.replace(to, 'the recipient') if to else said}"[:300]
    if code == STOPPED:
        return OptedOut(PROVIDER, message)
    if code in NEVER_TO_THIS_NUMBER:
        return UpstreamRefused(PROVIDER, message, fix="correct the number in the order, or drop the message")
    return UpstreamUnavailable(PROVIDER, message, fix="check RETURNFLOW_TWILIO_… when it stays so")
