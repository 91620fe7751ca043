/** Every state of the call page, made the way a call would make it: by inputs. No sound, no server, no clock. */
import { reduce } from "../call/call.machine";
import type { Input } from "../call/inputs";
import type { CallState, Trouble } from "../call/state";
import { NOTHING_EXPECTED, START } from "../call/state";
import { words } from "../lib/words";

const NOW = 1_000_000;
const AGENT = "agent-AJ_demo";
const OPENED: Input[] = [{ type: "opened", trouble: null }];
const JOINED: Input[] = [...OPENED, { type: "start", mode: "voice", now: NOW }, { type: "joined", now: NOW }];
const LIVE: Input[] = [
  ...JOINED,
  { type: "mic", mic: "on" },
  { type: "agentCame", identity: AGENT, joined: NOW, now: NOW },
  voice("speaking"),
  said("a1", "agent", "Hello, you’ve reached the returns desk. I’m an automated assistant. What would you like to send back?"),
];
const NUMBER: Input[] = [
  ...LIVE,
  said("u1", "user", "I want to return the headphones I bought on Amazon."),
  { type: "agentChanged", to: "amazon_verification", note: words.takesOver.amazon_verification },
  said("a2", "agent", "Sure, I can help with that. What’s the order number?"),
  { type: "expecting", expecting: { kind: "order_number", slot: "order_number", digits: [17], options: [] } },
  voice("listening"),
];
const FOUND: Input[] = [
  ...NUMBER,
  said("u2", "user", "One one two, seven seven four two zero one three, five five eight one six four zero."),
  said("a3", "agent", "Thank you. And the ZIP code on the order?"),
  said("u3", "user", "Nine eight one two two."),
  {
    type: "card",
    card: {
      kind: "order",
      data: {
        store: "amazon",
        number: "112-7742013-5581640",
        items: [
          { title: "Sony WH-CH720N headphones", quantity: 1, price: "$59.99" },
          { title: "USB-C charging cable, 2 m", quantity: 2, price: "$8.49" },
        ],
      },
    },
  },
  { type: "expecting", expecting: NOTHING_EXPECTED },
  said("a4", "agent", "I found it, thank you. Which item would you like to return, and what’s wrong with it?"),
];
const DECIDED: Input[] = [
  ...FOUND,
  said("u4", "user", "The headphones. The left side stopped working."),
  { type: "agentChanged", to: "amazon_processing", note: words.takesOver.amazon_processing },
  card("decision", { outcome: "returnable", refund: "$59.99", deadline: "2026-12-26", fees: [] }),
  { type: "expecting", expecting: { kind: "yes_no", slot: "confirmation", digits: [], options: [] } },
  said("a5", "agent", "They can come back, free of charge, for $59.99. Shall I create the return?"),
];
const MADE: Input[] = [
  ...DECIDED,
  said("u5", "user", "Yes, please."),
  card("return", {
    rma: "RF-7K4M-92XC",
    item: "Sony WH-CH720N headphones",
    refund: "$59.99",
    method: "drop_off_code",
    return_by: "2026-12-26",
    drop_off_code: "4821 73",
  }),
  card("label", { rma: "RF-7K4M-92XC" }),
  { type: "expecting", expecting: { kind: "open", slot: null, digits: [], options: [] } },
  said("a6", "agent", "Done. Your return number is R F, 7 K 4 M, 9 2 X C. The label is on your screen. Anything else?"),
];
const TROUBLES: Trouble[] = [
  "insecure",
  "mic_denied",
  "mic_missing",
  "mic_in_use",
  "mic_unsupported",
  "busy",
  "too_many",
  "server",
  "media",
  "unanswered",
];

export const STATES: Readonly<Record<string, Input[]>> = {
  loading: [],
  before: OPENED,
  asking: [...OPENED, { type: "start", mode: "voice", now: NOW }, { type: "mic", mic: "asking" }],
  connecting: [...OPENED, { type: "start", mode: "voice", now: NOW }],
  waiting: JOINED,
  speaking: LIVE,
  listening: [...NUMBER, { ...said("u2", "user", "One one two, seven seven"), caption: { id: "u2", role: "user", text: "One one two, seven seven", final: false } }],
  thinking: [...FOUND, said("u4", "user", "The headphones. The left side stopped working."), voice("thinking")],
  muted: [...NUMBER, { type: "mic", mic: "muted" }, { type: "speakingWhileMuted", on: true }],
  unheard: [...NUMBER, { type: "unheard", on: true }],
  blocked: [...LIVE, { type: "audioBlocked", blocked: true }],
  recording: [{ type: "opened", trouble: null }, { type: "record", on: true }, ...NUMBER.slice(1)],
  heard: [...NUMBER, card("heard_number", { number: "112-7742013-5581640" })],
  keypad: [...NUMBER, { type: "keypad", open: true }, { type: "draft", text: "112 7742" }],
  typing: [...OPENED, { type: "start", mode: "text", now: NOW }, { type: "joined", now: NOW }, { type: "mic", mic: "off" }, ...NUMBER.slice(4)],
  decided: [...DECIDED, voice("speaking")],
  refused: [
    ...FOUND,
    { type: "agentChanged", to: "amazon_processing", note: null },
    card("decision", { outcome: "not_returnable", refund: "$0.00", deadline: "2026-09-02", fees: [] }),
    { type: "expecting", expecting: { kind: "yes_no", slot: null, digits: [], options: [] } },
    said("a5", "agent", "I’m sorry, the window for this item closed on September 2. Would you like to talk to a person about it?"),
  ],
  label: [...MADE, voice("listening")],
  case: [...DECIDED, { type: "tab", tab: "case" }],
  person: [
    ...FOUND,
    { type: "agentChanged", to: "human_handoff", note: words.takesOver.human_handoff },
    card("queue", { text: "Your case is noted. Somebody will be with you." }),
    said("a5", "agent", "I’m bringing you to a person now, and I’ve told them what we know."),
  ],
  hangup: [...DECIDED, { type: "confirmHangUp", open: true }],
  broken: [...NUMBER, { type: "broken", now: NOW }, { type: "tick", now: NOW + 4_000 }],
  alone: [...NUMBER, { type: "agentLeft", identity: AGENT, now: NOW }, { type: "tick", now: NOW + 4_000 }],
  moved: [...NUMBER, { type: "movedAway" }],
  rejoin: [{ type: "offered", snapshot: { live: true, end_reason: null, outcome: null, captions: [], agents: [], cards: [] } }],
  completed: [...MADE, ending("completed", "return_created")],
  hungup: [...NUMBER, { type: "roomGone", reason: "caller_hung_up" }],
  silence: [...LIVE, ending("silence", "abandoned")],
  lost: [...NUMBER, { type: "roomGone", reason: "agent_lost" }],
  callback: [...FOUND, ending("completed", "callback")],
  "busy-kept": [{ type: "opened", trouble: "busy" }, { type: "callback", result: "kept" }],
  "busy-refused": [{ type: "opened", trouble: "busy" }, { type: "callback", result: "refused" }],
  ...Object.fromEntries(TROUBLES.map((each) => [each.replaceAll("_", "-"), [{ type: "opened", trouble: each }] as Input[]])),
};

export function fixture(name: string): CallState {
  const inputs = STATES[name] ?? OPENED;
  const after = inputs.reduce((state, input) => finish(reduce(state, input), input), START);
  return { ...after, dropOffImage: "/static/sample-code.svg" };
}

/** `call_ended` is followed by the room's end, as in a call. */
function finish(state: CallState, input: Input): CallState {
  return input.type === "callEnded" ? reduce(state, { type: "roomGone", reason: "error" }) : state;
}

function said(id: string, role: "agent" | "user", text: string): Extract<Input, { type: "caption" }> {
  return { type: "caption", caption: { id, role, text, final: true } };
}

function card(kind: string, data: Record<string, unknown>): Input {
  return { type: "card", card: { kind, data } };
}

function voice(voice: "listening" | "thinking" | "speaking"): Input {
  return { type: "agentVoice", identity: AGENT, voice };
}

function ending(reason: string, outcome: string): Input {
  return { type: "callEnded", ending: { reason, outcome } };
}
