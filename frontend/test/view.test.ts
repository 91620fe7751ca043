/** Every state can be drawn, says what it is, and offers a way on. */
import { render } from "lit-html";
import { beforeEach, describe, expect, it } from "vitest";

import type { Actions } from "../call/actions";
import { page } from "../call/view/page";
import { STATES, fixture } from "../states/fixtures";
import { words } from "../lib/words";

const done: unknown[][] = [];
// Like the page's own object: a hand that is called without it does nothing, so it may not be handed on bare.
const actions: Actions = new Proxy({} as Actions, {
  get: (_target, name) =>
    function (this: unknown, ...given: unknown[]) {
      if (this === actions) done.push([name, ...given]);
    },
});
let place: HTMLElement;

function draw(name: string): HTMLElement {
  render(page(fixture(name), actions), place);
  return place;
}

function press(label: string): void {
  const found = [...place.querySelectorAll("button")].find((each) => (each.getAttribute("aria-label") ?? each.textContent)?.trim().includes(label));
  if (!found) throw new Error(`no button ${label}`);
  found.click();
}

beforeEach(() => {
  done.length = 0;
  place = document.body.appendChild(document.createElement("div"));
});

describe.each(Object.keys(STATES).filter((each) => each !== "loading"))("%s", (name) => {
  it("has one heading of its own and something to press", () => {
    draw(name);
    expect(place.querySelectorAll("h1")).toHaveLength(1);
    expect(place.querySelectorAll("button:not(:disabled)").length).toBeGreaterThan(0);
    expect(place.textContent).not.toContain("undefined");
  });
  it("sets no style by attribute, which the policy would refuse", () => {
    expect(draw(name).querySelectorAll("[style]")).toHaveLength(0);
  });
});

describe.each(["speaking", "listening", "thinking", "muted", "typing", "label", "person", "broken"])("in the call (%s)", (name) => {
  it("a person and hanging up are always in sight", () => {
    const text = draw(name).textContent ?? "";
    expect(text).toContain(words.controls.person);
    expect(text).toContain(words.controls.hangUp);
  });
});

it.each([
  ["speaking", words.controls.person, "person"],
  ["speaking", words.controls.hangUp, "askHangUp"],
  ["speaking", words.controls.mute, "toggleMute"],
  ["typing", words.controls.useMic, "useMic"],
  ["blocked", words.banner.unblock, "unblock"],
  ["recording", words.live.stopRecording, "stopRecording"],
  ["hangup", words.hangUp.stay, "stay"],
  ["rejoin", words.rejoin.here, "rejoin"],
  ["rejoin", words.rejoin.end, "endOther"],
  ["moved", words.moved.here, "rejoin"],
  ["hungup", words.ended.again, "back"],
  ["hungup", words.ended.save, "saveTranscript"],
])("in %s, %s does what it says", (name, label, action) => {
  draw(name);
  press(label);
  expect(done).toEqual([[action]]);
});

it("tells the state of the voice in words", () => {
  for (const voice of ["speaking", "listening", "thinking"] as const) {
    expect(draw(voice).querySelector(".voice-name")?.textContent).toBe(words.live.voice[voice]);
  }
});

it.each(["insecure", "mic-denied", "mic-missing", "mic-in-use", "mic-unsupported"])("offers typing when it is %s", (name) => {
  draw(name);
  press(words.trouble.type);
  expect(done).toEqual([["start", "text"]]);
});

it("leaves the box for recording unticked", () => {
  expect(draw("before").querySelector<HTMLInputElement>(".record input")?.checked).toBe(false);
});

it("offers a callback on a busy line and says when it is kept", () => {
  draw("busy");
  const form = place.querySelector("form");
  const field = form?.querySelector("input");
  if (field) field.value = "555 0100";
  form?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(done).toEqual([["leaveNumber", "555 0100"]]);
  expect(draw("busy-kept").textContent).toContain(words.trouble.callbackKept);
});

it("answers yes or no by one tap", () => {
  draw("decided");
  press("Yes");
  expect(done).toEqual([["answer", "Yes"]]);
});

it("writes the keypad's digits behind what is there already", () => {
  draw("keypad");
  press("Digit 0");
  press(words.controls.erase);
  expect(done).toEqual([["digit", "0"], ["erase"]]);
  expect(place.querySelector(".keypad-count")?.textContent).toBe("7 of 17 digits");
});

it("puts the number it heard into the field to be corrected", () => {
  draw("heard");
  press(words.cards.heardFix);
  expect(done).toEqual([["correct", "112-7742013-5581640"]]);
});

it.each(["label", "completed"])("offers the label for download (%s)", (name) => {
  const link = draw(name).querySelector<HTMLAnchorElement>("#label");
  expect(link?.getAttribute("href")).toBe("/api/calls/current/label.pdf");
  expect(place.querySelector("#rma")?.textContent).toBe("RF-7K4M-92XC");
});

it("shows nothing for a card nobody knows or whose data is nonsense", () => {
  const odd = { ...fixture("speaking"), cards: [{ kind: "riddle", data: {} }, { kind: "order", data: { items: "none", number: {} } }] };
  render(page(odd, actions), place);
  expect(place.querySelectorAll(".card")).toHaveLength(1);
  expect(place.textContent).not.toContain("[object");
});

it("shows words as words", () => {
  const rude = { ...fixture("speaking"), captions: [{ id: "x", role: "user" as const, text: "<img src=x onerror=alert(1)>", final: true }] };
  render(page(rude, actions), place);
  expect(place.querySelector(".captions img")).toBeNull();
});

it("explains every ending we may be told", () => {
  const reasons = ["completed", "caller_hung_up", "handed_off", "abandoned_in_queue", "silence", "max_duration", "caller_never_joined"];
  for (const reason of [...reasons, "agent_lost", "media_lost", "busy", "error"]) {
    render(page({ ...fixture("hungup"), ending: { reason, outcome: "" } }, actions), place);
    expect(place.querySelector(".over .lead")?.textContent).toContain(words.ended.reasons[reason]);
  }
});

