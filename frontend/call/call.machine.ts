/**
 * The call page's rules: (state, input) -> state. Pure: no clock, no network, no document, so every state can be tried
 * without a browser and shown without a call.
 */
import type { Input, Snapshot } from "./inputs";
import type { Caption, CallState, Card, Ending, Presence } from "./state";
import { NOTHING_EXPECTED, START, inCall } from "./state";

export const AGENT_ANSWERS_MS = 20_000; // nobody came at all
export const AGENT_RETURNS_MS = 25_000; // somebody was there: a new worker needs up to a few seconds, a lost one shows after 22
export const CAPTIONS_KEPT = 400;

export function reduce(state: CallState, input: Input): CallState {
  switch (input.type) {
    case "opened":
      return { ...state, phase: "before", trouble: input.trouble };
    case "offered":
      return { ...restored(state, input.snapshot), phase: "rejoin" };
    case "start":
      return { ...state, phase: "connecting", mode: input.mode, trouble: null, now: input.now, ending: null, callback: "none" };
    case "back":
      return { ...START, phase: "before", record: state.record, shortcuts: state.shortcuts };
    case "record":
      return { ...state, record: input.on };
    case "draft":
      return { ...state, draft: input.text };
    case "digit":
      return { ...state, draft: state.draft + input.digit };
    case "erase":
      return { ...state, draft: state.draft.slice(0, -1) };
    case "keypad":
      return { ...state, keypad: input.open };
    case "tab":
      return { ...state, tab: input.tab };
    case "typed":
      return { ...withCaption(state, { id: input.id, role: "user", text: input.text, final: true }), draft: "", keypad: false };
    case "confirmHangUp":
      return { ...state, confirmingHangUp: input.open };
    case "callback":
      return { ...state, callback: input.result };
    case "shortcuts":
      return { ...state, shortcuts: input.on };
    case "mic":
      return { ...state, mic: input.mic, speakingWhileMuted: false, unheard: false };
    case "speakingWhileMuted":
      return { ...state, speakingWhileMuted: input.on && state.mic === "muted" };
    case "unheard":
      return { ...state, unheard: input.on && state.mic === "on" };
    case "audioBlocked":
      return { ...state, audioBlocked: input.blocked };
    case "trouble":
      return state.phase === "ended" ? state : { ...state, phase: "before", trouble: input.trouble, mic: "unknown", agents: [] };
    case "resumed":
      return restored(state, input.snapshot);
    case "joined":
      return joined(state, input.now);
    case "broken":
      return inCall(state) ? { ...state, brokenSince: state.brokenSince ?? input.now, now: input.now } : state;
    case "mended":
      return { ...state, brokenSince: null, aloneSince: state.agents.length ? null : input.now, now: input.now };
    case "movedAway":
      return state.phase === "ended" ? state : { ...quiet(state), phase: "moved" };
    case "roomGone":
      return roomGone(state, input.reason);
    case "agentCame":
      return agentCame(state, input);
    case "agentLeft":
      return agentLeft(state, input.identity, input.now);
    case "agentVoice":
      return { ...state, agents: state.agents.map((each) => (each.identity === input.identity ? { ...each, voice: input.voice } : each)) };
    case "agentChanged":
      return agentChanged(state, input);
    case "caption":
      return withCaption(state, input.caption);
    case "card":
      return withCard(state, input.card);
    case "expecting":
      return { ...state, expecting: input.expecting, keypad: state.keypad && input.expecting.digits.length > 0 };
    case "callEnded":
      return { ...state, ending: input.ending, keypad: false, expecting: { ...NOTHING_EXPECTED, kind: "nothing" } };
    case "tick":
      return ticked({ ...state, now: input.now });
  }
}

/** What was said and shown before the reload; captions that came in the meantime stay behind it. */
function restored(state: CallState, snapshot: Snapshot): CallState {
  const said: Caption[] = snapshot.captions.map((each) => ({ ...each, final: true }));
  const ending = snapshot.live ? null : { reason: snapshot.end_reason ?? "error", outcome: snapshot.outcome ?? "failed" };
  return { ...state, captions: [...said, ...state.captions], trail: tidy(snapshot.agents), cards: snapshot.cards, ending };
}

function joined(state: CallState, now: number): CallState {
  const alone = state.agents.length === 0;
  const trail = state.trail.length ? state.trail : (["initial_router"] as const);
  return { ...state, phase: alone ? "waiting" : "live", trail, brokenSince: null, aloneSince: alone ? now : null, now };
}

/** The server closed the room. What the agent said about the end, if it said something, is the truth. */
function roomGone(state: CallState, reason: string): CallState {
  if (state.phase === "ended" || state.phase === "moved") return state;
  return ended(state, state.ending ?? { reason, outcome: "" });
}

export function ended(state: CallState, ending: Ending): CallState {
  return { ...quiet(state), phase: "ended", ending };
}

function quiet(state: CallState): CallState {
  return {
    ...state,
    agents: [],
    mic: "off",
    speakingWhileMuted: false,
    unheard: false,
    audioBlocked: false,
    brokenSince: null,
    aloneSince: null,
    keypad: false,
    confirmingHangUp: false,
    expecting: NOTHING_EXPECTED,
  };
}

function agentCame(state: CallState, input: { identity: string; joined: number; now: number }): CallState {
  const others = state.agents.filter((each) => each.identity !== input.identity);
  const agents: Presence[] = [...others, { identity: input.identity, joined: input.joined, voice: "starting" }];
  const phase = state.phase === "waiting" ? "live" : state.phase;
  return { ...state, phase, agents, aloneSince: null, now: input.now };
}

/** While the line is broken the agent seems to leave and comes back with it: that is not the end of anything. */
function agentLeft(state: CallState, identity: string, now: number): CallState {
  const agents = state.agents.filter((each) => each.identity !== identity);
  const alone = agents.length === 0 && inCall(state) && state.brokenSince === null;
  return { ...state, agents, aloneSince: alone ? (state.aloneSince ?? now) : state.aloneSince, now };
}

function agentChanged(state: CallState, input: Extract<Input, { type: "agentChanged" }>): CallState {
  if (state.trail.at(-1) === input.to) return state;
  const moved = { ...state, trail: [...state.trail, input.to] };
  if (input.note === null) return moved;
  return withCaption(moved, { id: `n${moved.trail.length}`, role: "note", text: input.note, final: true });
}

function tidy(agents: Snapshot["agents"]): Snapshot["agents"] {
  return agents.filter((each, index) => each !== agents[index - 1]);
}

/** Same id: the words of that caption as they are now. An empty caption is not shown, and takes an old one away. */
function withCaption(state: CallState, caption: Caption): CallState {
  const at = state.captions.findIndex((each) => each.id === caption.id);
  if (caption.text.trim() === "") {
    return at < 0 ? state : { ...state, captions: state.captions.filter((each) => each.id !== caption.id) };
  }
  if (at < 0) return { ...state, captions: [...state.captions, caption].slice(-CAPTIONS_KEPT) };
  return { ...state, captions: state.captions.with(at, caption) };
}

/** One card of a kind: the newest. A label is what the caller came for, so it comes into view. */
function withCard(state: CallState, card: Card): CallState {
  if (card.kind === "recording") return { ...state, record: card.data["recording"] === true };
  const at = state.cards.findIndex((each) => each.kind === card.kind);
  const cards = at < 0 ? [...state.cards, card] : state.cards.with(at, card);
  return { ...state, cards, tab: card.kind === "label" ? "case" : state.tab };
}

function ticked(state: CallState): CallState {
  if (state.aloneSince === null || state.brokenSince !== null || !inCall(state)) return state;
  const alone = state.now - state.aloneSince;
  if (state.phase === "waiting" && alone >= AGENT_ANSWERS_MS) {
    return { ...quiet(state), phase: "before", trouble: "unanswered", mic: "unknown" };
  }
  if (state.phase === "live" && alone >= AGENT_RETURNS_MS) {
    return ended(state, state.ending ?? { reason: "agent_lost", outcome: "failed" });
  }
  return state;
}
