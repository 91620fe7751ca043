/** The rules of the call page, one sentence each. */
import { describe, expect, it } from "vitest";

import { AGENT_ANSWERS_MS, AGENT_RETURNS_MS, CAPTIONS_KEPT, reduce } from "../call/call.machine";
import type { Input } from "../call/inputs";
import type { CallState } from "../call/state";
import { START, desk, halfDone, inCall, speaker } from "../call/state";

const NOW = 1_000_000;
const AGENT = "agent-1";
const came = (identity = AGENT, joined = NOW): Input => ({ type: "agentCame", identity, joined, now: joined });
const left = (identity = AGENT, now = NOW): Input => ({ type: "agentLeft", identity, now });
const card = (kind: string, data = {}): Input => ({ type: "card", card: { kind, data } });
const say = (id: string, text: string, final = true): Input => ({ type: "caption", caption: { id, role: "user", text, final } });
const tick = (after: number): Input => ({ type: "tick", now: NOW + after });
const after = (...inputs: Input[]): CallState => inputs.reduce(reduce, START);
const JOINED: Input[] = [
  { type: "opened", trouble: null },
  { type: "start", mode: "voice", now: NOW },
  { type: "joined", now: NOW },
];
const LIVE: Input[] = [...JOINED, { type: "mic", mic: "on" }, came()];

describe("starting", () => {
  it("offers Start when nothing stands in the way", () => {
    expect(after({ type: "opened", trouble: null })).toMatchObject({ phase: "before", trouble: null });
  });
  it("says what stands in the way of the microphone before anybody presses Start", () => {
    expect(after({ type: "opened", trouble: "insecure" })).toMatchObject({ phase: "before", trouble: "insecure" });
  });
  it("goes over connecting and waiting to live", () => {
    expect(JOINED.slice(0, 2).reduce(reduce, START).phase).toBe("connecting");
    expect(after(...JOINED).phase).toBe("waiting");
    expect(after(...LIVE).phase).toBe("live");
  });
  it("is live at once when the agent was there first", () => {
    expect(after(...JOINED.slice(0, 2), came(), { type: "joined", now: NOW }).phase).toBe("live");
  });
  it("comes back to the start with the reason when the microphone is refused", () => {
    const state = after(...JOINED.slice(0, 2), { type: "trouble", trouble: "mic_denied" });
    expect(state).toMatchObject({ phase: "before", trouble: "mic_denied" });
  });
  it("forgets an old trouble on the next try", () => {
    expect(after({ type: "trouble", trouble: "busy" }, { type: "start", mode: "text", now: NOW }).trouble).toBeNull();
  });
  it("tells that nobody picked up after twenty seconds, and not before", () => {
    expect(after(...JOINED, tick(AGENT_ANSWERS_MS - 1)).phase).toBe("waiting");
    expect(after(...JOINED, tick(AGENT_ANSWERS_MS))).toMatchObject({ phase: "before", trouble: "unanswered" });
  });
});

describe("agents", () => {
  it("lets the newest one in the room speak", () => {
    const state = after(...LIVE, came("agent-2", NOW + 5));
    expect(speaker(state)?.identity).toBe("agent-2");
    expect(speaker(reduce(state, left("agent-1")))?.identity).toBe("agent-2");
  });
  it("keeps to the newest even when it was seen first", () => {
    expect(speaker(after(...JOINED, came("new", NOW + 5), came("old", NOW)))?.identity).toBe("new");
  });
  it("takes the state of the voice from its own attribute only", () => {
    const state = after(...LIVE, came("agent-2", NOW + 5), { type: "agentVoice", identity: "agent-1", voice: "speaking" });
    expect(speaker(state)?.voice).toBe("starting");
  });
  it("does not take an agent that leaves while the line is broken for the end", () => {
    const broken = after(...LIVE, { type: "broken", now: NOW }, left(), tick(AGENT_RETURNS_MS * 2));
    expect(broken.phase).toBe("live");
    expect(reduce(reduce(broken, came("agent-1", NOW + 9)), { type: "mended", now: NOW + 9 })).toMatchObject({
      phase: "live",
      brokenSince: null,
      aloneSince: null,
    });
  });
  it("waits for the agent's return, then ends the call kindly", () => {
    const alone = after(...LIVE, left());
    expect(reduce(alone, tick(AGENT_RETURNS_MS - 1)).phase).toBe("live");
    expect(reduce(alone, tick(AGENT_RETURNS_MS))).toMatchObject({ phase: "ended", ending: { reason: "agent_lost" } });
  });
  it("goes on when another agent takes over in time", () => {
    expect(after(...LIVE, left(), came("agent-2", NOW + 900), tick(AGENT_RETURNS_MS * 2)).phase).toBe("live");
  });
  it("starts to wait only when the line is whole again without an agent", () => {
    const mended = after(...LIVE, { type: "broken", now: NOW }, left(), { type: "mended", now: NOW + 100 });
    expect(mended.aloneSince).toBe(NOW + 100);
  });
  it("writes a hand-over once into trail and captions, however often it is told", () => {
    const to: Input = { type: "agentChanged", to: "amazon_verification", note: "Now with Amazon orders" };
    const state = after(...LIVE, to, to);
    expect(state.trail).toEqual(["initial_router", "amazon_verification"]);
    expect(state.captions.map((each) => each.text)).toEqual(["Now with Amazon orders"]);
    expect(desk(state)).toBe("amazon_verification");
  });
});

describe("captions", () => {
  it("replaces partial words by the final ones of the same segment", () => {
    const state = after(say("1", "One one", false), say("1", "One one two."));
    expect(state.captions).toEqual([{ id: "1", role: "user", text: "One one two.", final: true }]);
  });
  it("shows nothing for a segment without words, and takes a partial one back", () => {
    expect(after(say("1", "  ")).captions).toEqual([]);
    expect(after(say("1", "mm", false), say("1", "")).captions).toEqual([]);
  });
  it("keeps the newest of a very long call", () => {
    const many = Array.from({ length: CAPTIONS_KEPT + 5 }, (_, index) => say(String(index), `line ${index}`));
    const { captions } = after(...many);
    expect(captions).toHaveLength(CAPTIONS_KEPT);
    expect(captions.at(-1)?.text).toBe(`line ${CAPTIONS_KEPT + 4}`);
  });
  it("shows what was typed at once and empties the field", () => {
    const state = after(...LIVE, { type: "draft", text: "112" }, { type: "keypad", open: true }, { type: "typed", id: "t", text: "112" });
    expect(state).toMatchObject({ draft: "", keypad: false });
    expect(state.captions.at(-1)).toMatchObject({ role: "user", text: "112", final: true });
  });
});

it("takes every tap of the keypad, however fast", () => {
  const state = after(...LIVE, { type: "draft", text: "11" }, { type: "digit", digit: "2" }, { type: "digit", digit: "0" }, { type: "erase" });
  expect(state.draft).toBe("112");
});

describe("cards", () => {
  it("keeps one of a kind: the newest, in its place", () => {
    const state = after(card("heard_number", { number: "1" }), card("order"), card("heard_number", { number: "2" }));
    expect(state.cards.map((each) => each.kind)).toEqual(["heard_number", "order"]);
    expect(state.cards[0]?.data).toEqual({ number: "2" });
  });
  it("brings the label into view", () => {
    expect(after(...LIVE, card("label")).tab).toBe("case");
  });
  it("takes the word of the desk on recording", () => {
    expect(after({ type: "record", on: true }, card("recording", { recording: false }))).toMatchObject({ record: false, cards: [] });
  });
  it("knows when hanging up would lose something", () => {
    expect(halfDone(after(...LIVE))).toBe(false);
    expect(halfDone(after(...LIVE, card("order")))).toBe(true);
    expect(halfDone(after(...LIVE, card("order"), card("return")))).toBe(false);
  });
});

describe("microphone", () => {
  it("warns a muted caller who speaks, and only a muted one", () => {
    const on: Input = { type: "speakingWhileMuted", on: true };
    expect(after(...LIVE, on).speakingWhileMuted).toBe(false);
    expect(after(...LIVE, { type: "mic", mic: "muted" }, on).speakingWhileMuted).toBe(true);
    expect(after(...LIVE, { type: "mic", mic: "muted" }, on, { type: "mic", mic: "on" }).speakingWhileMuted).toBe(false);
  });
  it("says that nobody hears him only while the microphone is on", () => {
    expect(after(...LIVE, { type: "unheard", on: true }).unheard).toBe(true);
    expect(after(...LIVE, { type: "mic", mic: "muted" }, { type: "unheard", on: true }).unheard).toBe(false);
  });
  it("keeps the microphone's state over a broken line", () => {
    expect(after(...LIVE, { type: "mic", mic: "muted" }, { type: "broken", now: NOW }, { type: "mended", now: NOW }).mic).toBe("muted");
  });
});

describe("endings", () => {
  it("tells the reason the agent gave, whatever closed the room", () => {
    const ending = { reason: "completed", outcome: "return_created" };
    const state = after(...LIVE, { type: "callEnded", ending }, { type: "roomGone", reason: "media_lost" });
    expect(state).toMatchObject({ phase: "ended", ending });
  });
  it("tells the server's reason when the agent gave none", () => {
    expect(after(...LIVE, { type: "roomGone", reason: "media_lost" }).ending?.reason).toBe("media_lost");
  });
  it("stays ended, with everything said and shown", () => {
    const over = after(...LIVE, say("1", "Hello."), card("label"), { type: "roomGone", reason: "caller_hung_up" });
    expect(over).toMatchObject({ phase: "ended", mic: "off", agents: [] });
    expect(over.captions).toHaveLength(1);
    expect(over.cards).toHaveLength(1);
    expect(reduce(over, { type: "roomGone", reason: "error" }).ending?.reason).toBe("caller_hung_up");
    expect(reduce(over, { type: "trouble", trouble: "media" }).phase).toBe("ended");
  });
  it("is no end when the call moved to another tab", () => {
    const moved = after(...LIVE, { type: "movedAway" });
    expect(moved.phase).toBe("moved");
    expect(inCall(moved)).toBe(false);
    expect(reduce(moved, { type: "roomGone", reason: "error" }).phase).toBe("moved");
  });
  it("starts anew from the ended call, keeping the caller's choices", () => {
    const state = after(...LIVE, { type: "shortcuts", on: false }, { type: "roomGone", reason: "silence" }, { type: "back" });
    expect(state).toMatchObject({ phase: "before", captions: [], cards: [], shortcuts: false });
  });
});

describe("coming back", () => {
  const snapshot = {
    live: true,
    end_reason: null,
    outcome: null,
    captions: [{ id: "s1", role: "agent" as const, text: "Hello." }],
    agents: ["initial_router" as const, "initial_router" as const, "amazon_verification" as const],
    cards: [{ kind: "order", data: {} }],
  };
  it("shows again what was said and shown before the reload", () => {
    const state = after({ type: "resumed", snapshot }, ...JOINED.slice(1), came());
    expect(state.captions.map((each) => each.text)).toEqual(["Hello."]);
    expect(state.trail).toEqual(["initial_router", "amazon_verification"]);
    expect(state).toMatchObject({ phase: "live", cards: snapshot.cards });
  });
  it("offers a call that runs in another tab instead of taking it", () => {
    expect(after({ type: "offered", snapshot }).phase).toBe("rejoin");
  });
  it("shows an ended call as ended", () => {
    const over = { ...snapshot, live: false, end_reason: "completed", outcome: "return_created" };
    const state = after({ type: "resumed", snapshot: over }, { type: "roomGone", reason: "completed" });
    expect(state).toMatchObject({ phase: "ended", ending: { reason: "completed", outcome: "return_created" } });
  });
});

it("changes nothing it was not asked to change", () => {
  const state = after(...LIVE);
  expect(reduce(state, { type: "agentLeft", identity: "agent-unknown", now: NOW }).agents).toEqual(state.agents);
  expect(reduce(state, tick(1))).toEqual({ ...state, now: NOW + 1 });
});
