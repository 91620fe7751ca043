/** Our own server's answers, and what becomes of its refusals. */
import { afterEach, expect, it, vi } from "vitest";

import { credentials, currentCall, leaveNumber } from "../call/api";

function answer(status: number, body: unknown, type = "application/json"): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } })));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

it("asks for credentials with the choice of recording", async () => {
  const fetched = answer(200, { token: "t" });
  expect(await credentials(true)).toEqual({ ok: true, value: { token: "t" } });
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: '{"record":true}' });
});
it.each([
  [503, { code: "busy" }, "busy"],
  [503, { code: "upstream_unavailable" }, "server"],
  [429, { code: "rate_limited" }, "too_many"],
  [500, "no object", "server"],
])("tells a refusal of %s %o as %s", async (status, body, trouble) => {
  answer(status, body, "application/problem+json");
  expect(await credentials(false)).toEqual({ ok: false, trouble });
});
it("tells a server that cannot be reached as such", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect(await credentials(false)).toEqual({ ok: false, trouble: "server" });
  expect(await currentCall()).toBeNull();
});
it("knows whether a number was kept", async () => {
  answer(201, { phone: "5550100" });
  expect(await leaveNumber("555-0100")).toBe(true);
  answer(400, { code: "invalid_input" });
  expect(await leaveNumber("x")).toBe(false);
});
