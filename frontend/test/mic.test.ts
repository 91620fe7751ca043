/** What stands in the way of a microphone, in our own terms. */
import { expect, it } from "vitest";

import { obstacle, refusal } from "../call/mic";

const scope = (isSecureContext: boolean, mediaDevices?: object) => ({ isSecureContext, navigator: { mediaDevices } }) as unknown as Window;

it("is the address when the page is not secure, whatever else is missing", () => {
  expect(obstacle(scope(false))).toBe("insecure");
});
it("is the browser when it has no microphone interface", () => {
  expect(obstacle(scope(true))).toBe("mic_unsupported");
  expect(obstacle(scope(true, {}))).toBe("mic_unsupported");
});
it("is nothing when the browser can be asked", () => {
  expect(obstacle(scope(true, { getUserMedia: () => undefined }))).toBeNull();
});
it.each([
  ["NotAllowedError", "mic_denied"],
  ["NotFoundError", "mic_missing"],
  ["NotReadableError", "mic_in_use"],
  ["TypeError", "mic_unsupported"],
])("a refusal called %s is told as %s", (name, trouble) => {
  expect(refusal(Object.assign(new Error("no"), { name }))).toBe(trouble);
});
it("a refusal that is no error at all is told as the browser's", () => {
  expect(refusal("no")).toBe("mic_unsupported");
});
