/**
 * Messages of the room in our own terms. Owns parsing: whatever is malformed or unknown gives null and is dropped.
 */
import type { Input } from "./inputs";
import type { AgentName, ExpectKind, Expecting, Voice } from "./state";
import { AGENTS } from "./state";

export const TOPIC = "client_actions";
export const AGENT_PREFIX = "agent-";
const ACTION_MAX = 1024;

type Payload = Readonly<Record<string, unknown>>;
export interface Action {
  readonly action: string;
  readonly payload: Payload;
}

export function isAgent(identity: string): boolean {
  return identity.startsWith(AGENT_PREFIX);
}

export function readAction(bytes: Uint8Array): Action | null {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!isObject(document) || document["type"] !== "client_action") return null;
  const { action, payload } = document;
  if (typeof action !== "string" || action.length > ACTION_MAX) return null;
  return { action, payload: isObject(payload) ? payload : {} };
}

export function writeAction(action: string, payload: Payload = {}): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ type: "client_action", action, payload }));
}

/** The state's input for an action of the agent, null for those that change nothing here. */
export function toInput({ action, payload }: Action, note: (agent: AgentName) => string): Input | null {
  switch (action) {
    case "agent_changed": {
      const to = payload["to"];
      return isAgentName(to) ? { type: "agentChanged", to, note: note(to) } : null;
    }
    case "card": {
      const { kind, data } = payload;
      return typeof kind === "string" && isObject(data) ? { type: "card", card: { kind, data } } : null;
    }
    case "expecting":
      return { type: "expecting", expecting: readExpecting(payload) };
    case "call_ended":
      return { type: "callEnded", ending: { reason: text(payload["reason"]) || "completed", outcome: text(payload["outcome"]) } };
    default:
      return null;
  }
}

const KINDS = new Set<string>([
  "open",
  "yes_no",
  "store",
  "order_number",
  "second_fact",
  "code",
  "item",
  "reason",
  "phone",
  "nothing",
]);

function readExpecting(payload: Payload): Expecting {
  const kind = text(payload["kind"]);
  return {
    kind: KINDS.has(kind) ? (kind as ExpectKind) : "open",
    slot: text(payload["slot"]) || null,
    digits: list(payload["digits"]).filter((each): each is number => typeof each === "number"),
    options: list(payload["options"]).filter((each): each is string => typeof each === "string"),
  };
}

const VOICES: Readonly<Record<string, Voice>> = {
  initializing: "starting",
  idle: "listening",
  listening: "listening",
  thinking: "thinking",
  speaking: "speaking",
};

export function readVoice(attribute: string | undefined): Voice | null {
  return (attribute && VOICES[attribute]) || null;
}

export function isAgentName(value: unknown): value is AgentName {
  return AGENTS.some((each) => each === value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
