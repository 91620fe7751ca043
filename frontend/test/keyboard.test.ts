/** M and Space, and where they keep out of the way. */
import { beforeEach, expect, it, vi } from "vitest";

import { listen } from "../call/keyboard";
import type { CallState } from "../call/state";
import { START } from "../call/state";

let state: CallState;
const mute = vi.fn((muted: boolean) => {
  state = { ...state, mic: muted ? "muted" : "on" };
});
listen(() => state, mute, document);

function press(key: string, target: Element = document.body, type: "keydown" | "keyup" = "keydown", more = {}): void {
  target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ...more }));
}

beforeEach(() => {
  state = { ...START, phase: "live", mic: "on" };
  mute.mockClear();
});

it("mutes and unmutes with M, large or small", () => {
  press("m");
  press("M");
  expect(mute.mock.calls).toEqual([[true], [false]]);
});
it("talks while Space is held by somebody who is muted", () => {
  state = { ...state, mic: "muted" };
  press(" ");
  expect(state.mic).toBe("on");
  press(" ", document.body, "keyup");
  expect(state.mic).toBe("muted");
});
it("closes the microphone when the window loses the keyboard while Space is held", () => {
  state = { ...state, mic: "muted" };
  press(" ");
  window.dispatchEvent(new Event("blur"));
  expect(state.mic).toBe("muted");
});
it("leaves Space alone when nobody is muted", () => {
  press(" ");
  press(" ", document.body, "keyup");
  expect(mute).not.toHaveBeenCalled();
});
it.each(["input", "textarea", "select", "button"])("leaves keys in a %s alone", (tag) => {
  const element = document.body.appendChild(document.createElement(tag));
  press("m", element);
  expect(mute).not.toHaveBeenCalled();
});
it("leaves the system's combinations alone", () => {
  press("m", document.body, "keydown", { ctrlKey: true });
  press("m", document.body, "keydown", { metaKey: true });
  expect(mute).not.toHaveBeenCalled();
});
it("does nothing once shortcuts are switched off, or outside a call", () => {
  state = { ...state, shortcuts: false };
  press("m");
  state = { ...state, shortcuts: true, phase: "ended" };
  press("m");
  expect(mute).not.toHaveBeenCalled();
});
it("does nothing for a caller who types", () => {
  state = { ...state, mic: "off" };
  press("m");
  expect(mute).not.toHaveBeenCalled();
});
