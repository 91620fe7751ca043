"""A server on loopback that speaks the part of Twilio's API that is used: Messages, its list, and the account."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SID, TOKEN = "AC" + "0" * 32, "token"
ROOT = f"/2010-04-01/Accounts/{SID}"


class TwilioServer:
    """`errors` are given to new messages in turn: (status, code, message). `lose`: how many answers never arrive."""

    def __init__(self) -> None:
        self.messages: list[dict] = []
        self.errors: list[tuple[int, int, str]] = []
        self.looked: list[dict] = []
        self.lose = 0
        twilio = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                if not self._known():
                    return
                if address.path == f"{ROOT}.json":
                    self._say(200, {"sid": SID, "status": "active"})
                    return
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                twilio.looked.append(asked)
                found = [message for message in reversed(twilio.messages) if message["to"] == asked["To"]]
                self._say(200, {"messages": found[: int(asked["PageSize"])], "page": 0})

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if not self._known():
                    return
                if twilio.errors:
                    status, code, said = twilio.errors.pop(0)
                    self._say(status, {"code": code, "message": said, "more_info": "", "status": status})
                    return
                sender = form.get("MessagingServiceSid") or form["From"]
                sid = f"SM{len(twilio.messages):032x}"
                made = {"sid": sid, "to": form["To"][0], "from": sender[0], "body": form["Body"][0], "status": "queued"}
                twilio.messages.append(made)
                if twilio.lose:
                    twilio.lose -= 1
                    self.close_connection = True
                    return
                self._say(201, made)

            def _known(self) -> bool:
                wanted = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
                if self.headers["Authorization"] == wanted and self.path.startswith(ROOT):
                    return True
                self._say(401, {"code": 20003, "message": "Authenticate", "status": 401})
                return False

            def _say(self, status: int, document: dict) -> None:
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Tests say what they need to know."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
