/** What comes over the wire is read carefully; what makes no sense is dropped. */
import { describe, expect, it } from "vitest";

import { isAgent, readAction, readVoice, toInput, writeAction } from "../call/wire";

const bytes = (text: string) => new TextEncoder().encode(text);
const note = (agent: string) => `now ${agent}`;

describe("actions", () => {
  it("come back as they were sent", () => {
    expect(readAction(writeAction("hang_up", { a: 1 }))).toEqual({ action: "hang_up", payload: { a: 1 } });
  });
  it.each(["", "{", "null", "[]", '"x"', '{"type":"other","action":"card"}', '{"type":"client_action"}', '{"type":"client_action","action":5}'])(
    "are dropped when they are %s",
    (text) => expect(readAction(bytes(text))).toBeNull(),
  );
  it("are dropped when their name is absurdly long", () => {
    expect(readAction(writeAction("x".repeat(1025)))).toBeNull();
  });
  it("are dropped when they are no text at all", () => {
    expect(readAction(new Uint8Array([0xff, 0xfe, 0x00]))).toBeNull();
  });
  it.each(["[]", '"text"', "null", "5"])("have an empty payload when theirs is %s", (payload) => {
    expect(readAction(bytes(`{"type":"client_action","action":"card","payload":${payload}}`))).toEqual({ action: "card", payload: {} });
  });
});

describe("inputs", () => {
  it("tell a hand-over among the six agents only", () => {
    expect(toInput({ action: "agent_changed", payload: { to: "human_handoff" } }, note)).toEqual({
      type: "agentChanged",
      to: "human_handoff",
      note: "now human_handoff",
    });
    expect(toInput({ action: "agent_changed", payload: { to: "somebody" } }, note)).toBeNull();
  });
  it("take a card with its data", () => {
    expect(toInput({ action: "card", payload: { kind: "order", data: { number: "1" } } }, note)).toEqual({
      type: "card",
      card: { kind: "order", data: { number: "1" } },
    });
    expect(toInput({ action: "card", payload: { kind: "order" } }, note)).toBeNull();
  });
  it("read what is expected and leave out what makes no sense", () => {
    const payload = { kind: "order_number", slot: "order_number", digits: [17, "x"], options: ["a", 5] };
    expect(toInput({ action: "expecting", payload }, note)).toEqual({
      type: "expecting",
      expecting: { kind: "order_number", slot: "order_number", digits: [17], options: ["a"] },
    });
    expect(toInput({ action: "expecting", payload: { kind: "riddle" } }, note)).toMatchObject({ expecting: { kind: "open", digits: [] } });
  });
  it("read the end with its reason", () => {
    const payload = { reason: "silence", outcome: "abandoned" };
    expect(toInput({ action: "call_ended", payload }, note)).toEqual({ type: "callEnded", ending: payload });
  });
  it.each(["heartbeat", "send_transcript", "turn", "unheard_of"])("are none for %s", (action) => {
    expect(toInput({ action, payload: {} }, note)).toBeNull();
  });
});

it("knows agents by the start of their identity", () => {
  expect(isAgent("agent-AJ_x")).toBe(true);
  expect(isAgent("user_agent-1")).toBe(false);
});

it("knows the framework's words for the voice's state", () => {
  expect(["initializing", "listening", "thinking", "speaking"].map(readVoice)).toEqual(["starting", "listening", "thinking", "speaking"]);
  expect(readVoice("singing")).toBeNull();
  expect(readVoice(undefined)).toBeNull();
});
