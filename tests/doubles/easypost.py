"""EasyPost's API v2 on loopback, as far as a return label needs it: shipments by id or reference, buying, label files.

Shapes and codes follow its published documentation and the recorded answers of its own client library. `fail` scripts what goes
wrong, `asked` is every request that came in, `bought` how often money was spent.
"""

import base64
import io
import json
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from returnflow.labels.checkdigits import usps

KEY = "EZTKdouble00000000000000000000000000000000000000000000000000"
RATES = [("USPS", "GroundAdvantage", "6.07"), ("USPS", "Priority", "8.85"), ("UPSDAP", "Ground", "7.40"),
         ("FedExDefault", "FEDEX_GROUND", "9.10")]  # fmt: skip
PATH = re.compile(r"/v2/shipments(?:/([^/?]+))?(?:/(buy|label))?(?:\?.*)?")


@dataclass
class Fault:
    """An answer instead of the right one, for the next `times` requests that begin so; `after` is once the work was done."""

    begins: str
    status: int
    code: str
    message: str
    errors: list
    times: int
    headers: dict
    after: bool
    hang_s: float


@dataclass
class EasyPostDouble:
    """The service. `url` is its API's address while it runs."""

    rates: list = field(default_factory=lambda: list(RATES))
    messages: list = field(default_factory=list)
    shipments: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    authorized: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    bought: int = 0
    pdf_at_once: bool = True  # whether a label asked for as PDF is one, or a picture that must be converted
    spoil: bool = False  # whether labels bear another number than their shipment's
    url: str = ""

    def __post_init__(self):
        self.lock = threading.Lock()

    def fail(self, begins, status=500, code="INTERNAL_SERVER_ERROR", message="something went wrong", *, errors=(), times=1,
             headers=None, after=False, hang_s=0.0):  # fmt: skip
        self.faults.append(Fault(begins, status, code, message, list(errors), times, headers or {}, after, hang_s))

    def fault(self, line):
        for fault in self.faults:
            if fault.times > 0 and line.startswith(fault.begins):
                fault.times -= 1
                return fault
        return None

    def find(self, name):
        known = self.shipments.get(name)
        return known or next((one for one in self.shipments.values() if one["reference"] == name), None)

    def create(self, body):
        wanted = body.get("shipment")
        if not wanted:
            return problem(422, "PARAMETER.REQUIRED", "Missing required parameter.", [("shipment", "cannot be blank")])
        for side in ("to_address", "from_address"):
            if not wanted.get(side, {}).get("street1"):
                return problem(422, "ADDRESS.VERIFY.FAILURE", "Unable to verify address.",
                               [("address", "Address not found"), ("street1", "House number is missing")])  # fmt: skip
        name = f"shp_{uuid.uuid4().hex}"
        sides = ("from_address", "to_address") if wanted.get("is_return") else ("to_address", "from_address")
        document = {
            "id": name, "object": "Shipment", "mode": "test", "reference": wanted.get("reference"), "status": "unknown",
            "is_return": bool(wanted.get("is_return")), "options": wanted.get("options", {}), "parcel": wanted.get("parcel"),
            "to_address": wanted[sides[0]], "from_address": wanted[sides[1]], "messages": self.messages, "tracking_code": None,
            "postage_label": None, "selected_rate": None, "tracker": None,
            "rates": [{"id": f"rate_{uuid.uuid4().hex}", "object": "Rate", "carrier": carrier, "service": service, "rate": price,
                       "currency": "USD", "shipment_id": name} for carrier, service, price in self.rates],
        }  # fmt: skip
        self.shipments[name] = document
        return 201, document

    def buy(self, shipment, body):
        if shipment["tracking_code"]:
            return problem(422, "SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment. Unable to purchase again.")
        chosen = next((rate for rate in shipment["rates"] if rate["id"] == body.get("rate", {}).get("id")), None)
        if chosen is None:
            return problem(422, "SHIPMENT.RATE.INVALID", "Invalid rate.", [("rate", "not found")])
        self.bought += 1
        number = f"94001002083031095{len(self.shipments):04d}"
        number += usps(number)
        is_pdf = shipment["options"].get("label_format") == "PDF" and self.pdf_at_once
        shipment |= {
            "tracking_code": number, "selected_rate": chosen,
            "tracker": {"id": f"trk_{uuid.uuid4().hex}", "tracking_code": number, "status": "unknown"},
            "postage_label": {"object": "PostageLabel", "label_size": "4x6", "label_resolution": 300, "label_pdf_url": None,
                              "label_file_type": "application/pdf" if is_pdf else "image/png",
                              "label_url": self.file(shipment, number) if is_pdf else f"{self.site}/files/{number}.png"},
        }  # fmt: skip
        return 200, shipment

    def convert(self, shipment, path):
        if "file_format=PDF" in path and shipment["postage_label"]:
            shipment["postage_label"]["label_pdf_url"] = self.file(shipment, shipment["tracking_code"])
        return 200, shipment

    def file(self, shipment, number):
        printed = number[:-1] + str((int(number[-1]) + self.spoil) % 10)
        self.files[f"/files/{number}.pdf"] = label_pdf(printed, shipment["to_address"])
        return f"{self.site}/files/{number}.pdf"

    @property
    def site(self):
        return self.url.removesuffix("/v2")


def problem(status, code, message, errors=()):
    told = [{"field": name, "message": text, "suggestion": None} for name, text in errors]
    return status, {"error": {"code": code, "message": message, "errors": told}}


def label_pdf(number, to):
    """A carrier's page of 4 by 6 inches."""
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(288, 432), invariant=1)
    page.drawString(20, 400, "USPS TRACKING # (a double's)")
    page.drawString(20, 380, to["name"])
    Code128(f"\xf1420{to['zip']}\xf1{number}", barWidth=3 * 72 / 203, barHeight=60, quiet=False).drawOn(page, 22, 150)
    page.showPage()
    page.save()
    return buffer.getvalue()


class Handler(BaseHTTPRequestHandler):
    double: EasyPostDouble

    def log_message(self, *_):
        """Says nothing."""

    def do_GET(self):
        self._serve({})

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        self._serve(json.loads(self.rfile.read(length) or b"{}"))

    def _serve(self, body):
        double, line = self.double, f"{self.command} {self.path}"
        with double.lock:
            double.asked.append((line, body))
            double.authorized.append((line, self.headers.get("Authorization")))
            fault = double.fault(line)
        if fault and (not fault.after or self.path in double.files):  # a file is only read: before and after are the same
            return self._fail(fault)
        if self.path in double.files:
            return self._send(200, double.files[self.path], "application/pdf", {})
        with double.lock:
            status, document = self._answer(body)
        if fault:
            return self._fail(fault)
        return self._send(status, json.dumps(document).encode(), "application/json; charset=utf-8", {})

    def _fail(self, fault):
        time.sleep(fault.hang_s)
        told = {"error": {"code": fault.code, "message": fault.message, "errors": fault.errors}}
        self._send(fault.status, json.dumps(told).encode(), "application/json; charset=utf-8", fault.headers)

    def _answer(self, body):
        given = self.headers.get("Authorization", "")
        allowed = (f"Bearer {KEY}", "Basic " + base64.b64encode(f"{KEY}:".encode()).decode())
        if given not in allowed:
            return problem(401, "APIKEY.INACTIVE", "This api key is no longer active. Please use a different api key.")
        match = PATH.fullmatch(self.path)
        if match is None:
            return problem(404, "NOT_FOUND", "The requested resource could not be found.")
        name, action = match.groups()
        if name is None:
            return self.double.create(body)
        shipment = self.double.find(name)
        if shipment is None:
            return problem(404, "NOT_FOUND", "The requested resource could not be found.")
        if action == "buy":
            return self.double.buy(shipment, body)
        return self.double.convert(shipment, self.path) if action == "label" else (200, shipment)

    def _send(self, status, content, kind, headers):
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):  # whoever asked did not wait
            self.close_connection = True


def start(double):
    """Run it on a free port; gives what stops it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"double": double}))
    double.url = f"http://127.0.0.1:{server.server_port}/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()

    def stop():
        server.shutdown()
        server.server_close()
        thread.join(5)

    return stop
