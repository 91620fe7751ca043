/**
 * What the call page knows: one plain value. The view is drawn from it and from nothing else.
 */

export const AGENTS = [
  "initial_router",
  "amazon_verification",
  "amazon_processing",
  "walmart_verification",
  "walmart_processing",
  "human_handoff",
] as const;
export type AgentName = (typeof AGENTS)[number];

/**
 * `loading` asks the server for a call to come back to; `before` offers Start; `rejoin` offers a call that runs elsewhere;
 * `waiting` is connected with no agent yet; `moved` means another tab took the call over.
 */
export type Phase = "loading" | "before" | "rejoin" | "connecting" | "waiting" | "live" | "moved" | "ended";

export type Mode = "voice" | "text";

export type Mic = "unknown" | "asking" | "on" | "muted" | "off";

/** Why there is no call, or none by voice. Each has a sentence and something to do. */
export type Trouble =
  | "insecure"
  | "mic_denied"
  | "mic_missing"
  | "mic_in_use"
  | "mic_unsupported"
  | "busy"
  | "too_many"
  | "server"
  | "media"
  | "unanswered";

export type Voice = "starting" | "listening" | "thinking" | "speaking";

export type ExpectKind =
  | "open"
  | "yes_no"
  | "store"
  | "order_number"
  | "second_fact"
  | "code"
  | "item"
  | "reason"
  | "phone"
  | "nothing";

export interface Expecting {
  readonly kind: ExpectKind;
  readonly slot: string | null;
  readonly digits: readonly number[];
  readonly options: readonly string[];
}

export interface Caption {
  readonly id: string;
  readonly role: "agent" | "user" | "note";
  readonly text: string;
  readonly final: boolean;
}

export interface Card {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An agent in the room. During a take-over there may be two: the newest one speaks. */
export interface Presence {
  readonly identity: string;
  readonly joined: number;
  readonly voice: Voice;
}

export interface Ending {
  readonly reason: string;
  readonly outcome: string;
}

export interface CallState {
  readonly phase: Phase;
  readonly mode: Mode;
  readonly trouble: Trouble | null;
  readonly mic: Mic;
  /** Speech is going into a muted microphone. */
  readonly speakingWhileMuted: boolean;
  /** The microphone is on and gives nothing but silence. */
  readonly unheard: boolean;
  /** The browser wants a tap before it plays sound. */
  readonly audioBlocked: boolean;
  readonly record: boolean;
  /** Milliseconds, the page's clock; set while the line is broken. */
  readonly brokenSince: number | null;
  /** Set while we are connected and no agent is there. */
  readonly aloneSince: number | null;
  readonly now: number;
  readonly agents: readonly Presence[];
  readonly trail: readonly AgentName[];
  readonly expecting: Expecting;
  readonly captions: readonly Caption[];
  readonly cards: readonly Card[];
  readonly tab: "talk" | "case";
  readonly keypad: boolean;
  /** What is being typed: kept here, so that the keypad and the heard number can write into it. */
  readonly draft: string;
  readonly confirmingHangUp: boolean;
  readonly callback: "none" | "sending" | "kept" | "refused";
  readonly ending: Ending | null;
  readonly shortcuts: boolean;
  /** Address of the picture with the drop-off code. */
  readonly dropOffImage: string;
}

export const NOTHING_EXPECTED: Expecting = { kind: "open", slot: null, digits: [], options: [] };

export const START: CallState = {
  phase: "loading",
  mode: "voice",
  trouble: null,
  mic: "unknown",
  speakingWhileMuted: false,
  unheard: false,
  audioBlocked: false,
  record: false,
  brokenSince: null,
  aloneSince: null,
  now: 0,
  agents: [],
  trail: [],
  expecting: NOTHING_EXPECTED,
  captions: [],
  cards: [],
  tab: "talk",
  keypad: false,
  draft: "",
  confirmingHangUp: false,
  callback: "none",
  ending: null,
  shortcuts: true,
  dropOffImage: "/api/calls/current/drop-off.svg",
};

/** The agent that speaks: the newest in the room. */
export function speaker(state: CallState): Presence | null {
  return state.agents.reduce<Presence | null>((best, each) => (best && best.joined > each.joined ? best : each), null);
}

/** Which of the six agents has the call. */
export function desk(state: CallState): AgentName {
  return state.trail.at(-1) ?? "initial_router";
}

export function card(state: CallState, kind: string): Card | undefined {
  return state.cards.find((each) => each.kind === kind);
}

/** Hanging up now would lose something: an order is known and no return has been made. */
export function halfDone(state: CallState): boolean {
  return state.phase === "live" && !card(state, "return") && Boolean(card(state, "order") ?? card(state, "items"));
}

export function inCall(state: CallState): boolean {
  return state.phase === "waiting" || state.phase === "live";
}
