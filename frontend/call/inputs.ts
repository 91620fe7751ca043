/**
 * Everything that can happen to the page: from the caller's hands, from the room, from the server, from the clock.
 */
import type { AgentName, Caption, Card, Ending, Expecting, Mode, Trouble, Voice } from "./state";

/** What the server gives back to a page that was reloaded. */
export interface Snapshot {
  readonly live: boolean;
  readonly end_reason: string | null;
  readonly outcome: string | null;
  readonly captions: readonly { readonly id: string; readonly role: "agent" | "user"; readonly text: string }[];
  readonly agents: readonly AgentName[];
  readonly cards: readonly Card[];
}

export type Input =
  // the page and the caller's hands
  | { readonly type: "opened"; readonly trouble: Trouble | null }
  | { readonly type: "offered"; readonly snapshot: Snapshot }
  | { readonly type: "start"; readonly mode: Mode; readonly now: number }
  | { readonly type: "back" }
  | { readonly type: "record"; readonly on: boolean }
  | { readonly type: "draft"; readonly text: string }
  | { readonly type: "digit"; readonly digit: string }
  | { readonly type: "erase" }
  | { readonly type: "keypad"; readonly open: boolean }
  | { readonly type: "tab"; readonly tab: "talk" | "case" }
  | { readonly type: "typed"; readonly id: string; readonly text: string }
  | { readonly type: "confirmHangUp"; readonly open: boolean }
  | { readonly type: "callback"; readonly result: "sending" | "kept" | "refused" }
  | { readonly type: "shortcuts"; readonly on: boolean }
  // microphone and sound
  | { readonly type: "mic"; readonly mic: "asking" | "on" | "muted" | "off" }
  | { readonly type: "speakingWhileMuted"; readonly on: boolean }
  | { readonly type: "unheard"; readonly on: boolean }
  | { readonly type: "audioBlocked"; readonly blocked: boolean }
  // the way to the room
  | { readonly type: "trouble"; readonly trouble: Trouble }
  | { readonly type: "resumed"; readonly snapshot: Snapshot }
  | { readonly type: "joined"; readonly now: number }
  | { readonly type: "broken"; readonly now: number }
  | { readonly type: "mended"; readonly now: number }
  | { readonly type: "movedAway" }
  | { readonly type: "roomGone"; readonly reason: string }
  // the agent
  | { readonly type: "agentCame"; readonly identity: string; readonly joined: number; readonly now: number }
  | { readonly type: "agentLeft"; readonly identity: string; readonly now: number }
  | { readonly type: "agentVoice"; readonly identity: string; readonly voice: Voice }
  | { readonly type: "agentChanged"; readonly to: AgentName; readonly note: string | null }
  | { readonly type: "caption"; readonly caption: Caption }
  | { readonly type: "card"; readonly card: Card }
  | { readonly type: "expecting"; readonly expecting: Expecting }
  | { readonly type: "callEnded"; readonly ending: Ending }
  // the clock
  | { readonly type: "tick"; readonly now: number };
