/** What the room's events become, with an SDK that is only a list of what was asked of it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Input } from "../call/inputs";
import { Session } from "../call/session";
import { writeAction } from "../call/wire";

type Handler = (...given: never[]) => void;

class FakeRoom {
  static last: FakeRoom;
  handlers = new Map<string, Handler>();
  streams = new Map<string, Handler>();
  remoteParticipants = new Map<string, unknown>();
  canPlaybackAudio = true;
  sent: string[] = [];
  localParticipant = {
    publishTrack: vi.fn(async () => undefined),
    publishData: vi.fn(async (bytes: Uint8Array) => void this.sent.push(new TextDecoder().decode(bytes))),
    sendText: vi.fn(async () => undefined),
  };
  connect = vi.fn(async () => undefined);
  disconnect = vi.fn(async () => undefined);
  startAudio = vi.fn(async () => undefined);
  constructor() {
    FakeRoom.last = this;
  }
  on(event: string, handler: Handler) {
    this.handlers.set(event, handler);
    return this;
  }
  registerTextStreamHandler(topic: string, handler: Handler) {
    this.streams.set(topic, handler);
  }
  emit(event: string, ...given: unknown[]) {
    this.handlers.get(event)?.(...(given as never[]));
  }
}

const events = new Proxy({}, { get: (_target, name) => name });
const track = { mediaStreamTrack: { clone: () => ({ stop: vi.fn() }) }, mute: vi.fn(async () => undefined), unmute: vi.fn(), stop: vi.fn() };
const agent = (attributes = {}, identity = "agent-1") => ({ identity, attributes, joinedAt: new Date(5) });
const reader = (pieces: string[], attributes = {}) => ({
  info: { id: "stream", attributes },
  async *[Symbol.asyncIterator]() {
    yield* pieces;
  },
});
let inputs: Input[];
let makeTrack: () => Promise<unknown>;
let server: Record<string, unknown>;
let granted: string;
let asked: string[];

beforeEach(() => {
  inputs = [];
  asked = [];
  granted = "granted";
  makeTrack = async () => track;
  server = { "/api/voice-token": { livekit_url: "ws://x", token: "t", call_id: "c" }, "/api/calls/current": { call: null } };
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const body = server[path];
    return new Response(JSON.stringify(body ?? { code: "busy" }), { status: body ? 200 : 503 });
  });
  vi.stubGlobal("AudioContext", FakeContext);
  vi.stubGlobal("MediaStream", class {});
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query: async () => ({ state: granted }) } });
  window.LivekitClient = {
    Room: FakeRoom,
    RoomEvent: events,
    DisconnectReason: { DUPLICATE_IDENTITY: 2, ROOM_DELETED: 5 },
    Track: { Source: { Microphone: "microphone" }, Kind: { Audio: "audio" } },
    setLogLevel: () => undefined,
    createLocalAudioTrack: () => makeTrack(),
  } as never;
});
afterEach(() => vi.unstubAllGlobals());

class FakeContext {
  resume = async () => undefined;
  close = async () => undefined;
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
  createMediaStreamSource = () => ({ connect: () => undefined, disconnect: () => undefined });
}

async function started(mode: "voice" | "text" = "voice", muted = false): Promise<Session> {
  const session = new Session((input) => inputs.push(input));
  await session.start(mode, false, muted);
  return session;
}
const types = () => inputs.map((each) => each.type);

it("publishes the microphone and nothing else", async () => {
  await started();
  expect(FakeRoom.last.localParticipant.publishTrack).toHaveBeenCalledWith(track, { source: "microphone", name: "mic" });
  expect(inputs.at(-1)).toEqual({ type: "mic", mic: "on" });
});
it("asks for no microphone when the caller types", async () => {
  makeTrack = () => Promise.reject(new Error("must not be asked"));
  await started("text");
  expect(FakeRoom.last.localParticipant.publishTrack).not.toHaveBeenCalled();
  expect(inputs.at(-1)).toEqual({ type: "mic", mic: "off" });
});
it("opens no line before a microphone that must be asked for has been given", async () => {
  granted = "prompt";
  makeTrack = () => Promise.reject(Object.assign(new Error("no"), { name: "NotAllowedError" }));
  await started();
  expect(asked).toEqual([]);
  expect(inputs.at(-1)).toEqual({ type: "trouble", trouble: "mic_denied" });
});
it("says that every line is busy and lets go of the microphone", async () => {
  delete server["/api/voice-token"];
  await started();
  expect(inputs.at(-1)).toEqual({ type: "trouble", trouble: "busy" });
  expect(track.stop).toHaveBeenCalled();
});
it("comes back muted when it was muted before", async () => {
  track.mute.mockClear();
  await started("voice", true);
  expect(track.mute).toHaveBeenCalled();
  expect(inputs.at(-1)).toEqual({ type: "mic", mic: "muted" });
});
it("takes only agents for agents", async () => {
  await started();
  FakeRoom.last.emit("ParticipantConnected", agent({}, "user_2"));
  FakeRoom.last.emit("ParticipantConnected", agent({ "lk.agent.state": "speaking", "rf.agent": "amazon_verification" }));
  expect(types().filter((each) => each.startsWith("agent"))).toEqual(["agentCame", "agentVoice", "agentChanged"]);
});
it("believes messages of agents on our topic only", async () => {
  await started();
  const before = inputs.length;
  const bytes = writeAction("card", { kind: "order", data: {} });
  FakeRoom.last.emit("DataReceived", bytes, { identity: "user_2" }, 0, "client_actions");
  FakeRoom.last.emit("DataReceived", bytes, agent(), 0, "another");
  FakeRoom.last.emit("DataReceived", bytes, undefined, 0, "client_actions");
  expect(inputs).toHaveLength(before);
  FakeRoom.last.emit("DataReceived", bytes, agent(), 0, "client_actions");
  expect(inputs.at(-1)?.type).toBe("card");
});
it("answers the agent's heartbeat", async () => {
  await started();
  FakeRoom.last.emit("DataReceived", writeAction("heartbeat", { timestamp: 7 }), agent(), 0, "client_actions");
  expect(JSON.parse(FakeRoom.last.sent[0] ?? "")).toMatchObject({ action: "heartbeat_ack", payload: { timestamp: 7 } });
});
it("shows the agent's words piece by piece and makes them final at the end", async () => {
  await started();
  FakeRoom.last.streams.get("lk.transcription")?.(reader(["Hel", "lo."], { "lk.segment_id": "s" }) as never, agent() as never);
  await vi.waitFor(() => expect(inputs.at(-1)).toMatchObject({ caption: { id: "s", role: "agent", text: "Hello.", final: true } }));
});
it("leaves the caller's words open until the recogniser is sure", async () => {
  await started();
  const show = (final: string) =>
    FakeRoom.last.streams.get("lk.transcription")?.(
      reader(["One"], { "lk.segment_id": "u", "lk.transcription_final": final }) as never,
      { identity: "user_1" } as never,
    );
  show("false");
  await vi.waitFor(() => expect(inputs.at(-1)).toMatchObject({ caption: { role: "user", final: false } }));
  show("true");
  await vi.waitFor(() => expect(inputs.at(-1)).toMatchObject({ caption: { role: "user", final: true } }));
});
it("tells that the call moved when another tab has joined as the same caller", async () => {
  await started();
  FakeRoom.last.emit("Disconnected", 2);
  await vi.waitFor(() => expect(types().at(-1)).toBe("movedAway"));
});
it("tells that the call moved even while this tab was still joining", async () => {
  const other = FakeRoom.last;
  const connecting = new Session((input) => inputs.push(input)).start("text", false);
  await vi.waitFor(() => expect(FakeRoom.last).not.toBe(other));
  FakeRoom.last.emit("Disconnected", 2);
  await connecting;
  expect(types()).toContain("movedAway");
  expect(types()).not.toContain("trouble");
});
it("asks the server why the room is gone", async () => {
  await started();
  server["/api/calls/current"] = { call: { live: false, end_reason: "silence" } };
  FakeRoom.last.emit("Disconnected", 5);
  await vi.waitFor(() => expect(inputs.at(-1)).toEqual({ type: "roomGone", reason: "silence" }));
});
it("offers the call again when it still runs", async () => {
  await started();
  server["/api/calls/current"] = { call: { live: true } };
  FakeRoom.last.emit("Disconnected", 9);
  await vi.waitFor(() => expect(types().at(-1)).toBe("offered"));
});
it("hangs up for certain: tells the agent, leaves the room, tells the server", async () => {
  const session = await started();
  await session.hangUp();
  expect(FakeRoom.last.sent.join()).toContain("hang_up");
  expect(FakeRoom.last.disconnect).toHaveBeenCalled();
  expect(asked).toContain("/api/calls/current/end");
  expect(inputs.at(-1)).toEqual({ type: "roomGone", reason: "caller_hung_up" });
});
it("sends typed words and says how they were typed", async () => {
  const session = await started("text");
  await session.say("112", "keypad");
  expect(FakeRoom.last.localParticipant.sendText).toHaveBeenCalledWith("112", { topic: "lk.chat", attributes: { "rf.source": "keypad" } });
});
