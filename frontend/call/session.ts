/**
 * One call through LiveKit: joins, publishes the microphone, and turns the room's events into inputs. Owns the room and the
 * tracks; decides nothing about the page.
 */
import type { LocalAudioTrack, Participant, RemoteParticipant, RemoteTrack, Room, TextStreamReader } from "livekit-client";

import { words } from "../lib/words";
import * as api from "./api";
import type { Input } from "./inputs";
import { alreadyGranted, refusal } from "./mic";
import { sdk } from "./sdk";
import { Sound } from "./sound";
import type { AgentName, Mode, Trouble } from "./state";
import { TOPIC, isAgent, isAgentName, readAction, readVoice, toInput, writeAction } from "./wire";

const ROOM = { adaptiveStream: false, dynacast: false };
const GOODBYE_MS = 400; // for the message to leave before the line does
const TRANSCRIPTION = "lk.transcription";
const CHAT = "lk.chat";

export class Session {
  private room: Room | null = null;
  private mic: LocalAudioTrack | null = null;
  private readonly sound: Sound;
  private joined = false;
  private leaving = false;

  constructor(private readonly dispatch: (input: Input) => void) {
    this.sound = new Sound(dispatch);
  }

  /** Opens the line. Where the microphone is granted already, it is fetched while the line is being opened. */
  async start(mode: Mode, record: boolean, muted = false): Promise<void> {
    const opening = mode === "voice" && !(await alreadyGranted()) ? null : api.credentials(record);
    const found = mode === "voice" ? await this.fetchMic() : null;
    if (typeof found === "string") return this.fail(found);
    this.mic = found;
    const answer = await (opening ?? api.credentials(record));
    if (!answer.ok) return this.fail(answer.trouble);
    try {
      await this.join(answer.value, muted);
    } catch (error) {
      if (this.leaving) return;
      console.warn("the line could not be opened:", error); // for whoever looks into it with the caller
      this.fail("media");
    }
  }

  private async fetchMic(): Promise<LocalAudioTrack | Trouble> {
    this.dispatch({ type: "mic", mic: "asking" });
    try {
      const options = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      return await sdk().createLocalAudioTrack(options);
    } catch (error) {
      return refusal(error);
    }
  }

  private async join(credentials: api.Credentials, muted: boolean): Promise<void> {
    const room = new (sdk().Room)(ROOM);
    this.room = room;
    this.listen(room);
    await room.connect(credentials.livekit_url, credentials.token, { maxRetries: 2 });
    this.joined = true;
    this.dispatch({ type: "joined", now: Date.now() });
    room.remoteParticipants.forEach((each) => this.came(each));
    this.dispatch({ type: "audioBlocked", blocked: !room.canPlaybackAudio });
    await this.publish(room, muted);
  }

  /** A caller who had muted himself before a reload is not put on the air by it. */
  private async publish(room: Room, muted: boolean): Promise<void> {
    if (!this.mic) return this.dispatch({ type: "mic", mic: "off" });
    const { Track } = sdk();
    if (muted) await this.setMuted(true);
    await room.localParticipant.publishTrack(this.mic, { source: Track.Source.Microphone, name: "mic" });
    this.sound.watch(this.mic.mediaStreamTrack);
    this.dispatch({ type: "mic", mic: muted ? "muted" : "on" });
  }

  private listen(room: Room): void {
    const { RoomEvent, DisconnectReason } = sdk();
    room
      .on(RoomEvent.ParticipantConnected, (who) => this.came(who))
      .on(RoomEvent.ParticipantDisconnected, (who) => this.left(who))
      .on(RoomEvent.ParticipantAttributesChanged, (_changed, who) => this.attributes(who))
      .on(RoomEvent.TrackSubscribed, (track, _publication, who) => this.heard(track, who))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.sound.silence(track.sid ?? ""))
      .on(RoomEvent.DataReceived, (bytes, who, _kind, topic) => this.data(bytes, who, topic))
      .on(RoomEvent.Reconnecting, () => this.dispatch({ type: "broken", now: Date.now() }))
      .on(RoomEvent.SignalReconnecting, () => this.dispatch({ type: "broken", now: Date.now() }))
      .on(RoomEvent.Reconnected, () => this.mended(room))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => this.dispatch({ type: "audioBlocked", blocked: !room.canPlaybackAudio }))
      .on(RoomEvent.LocalAudioSilenceDetected, () => this.dispatch({ type: "unheard", on: this.sound.running }))
      .on(RoomEvent.Disconnected, (reason) => void this.gone(reason === DisconnectReason.DUPLICATE_IDENTITY));
    room.registerTextStreamHandler(TRANSCRIPTION, (reader, from) => void this.caption(reader, from.identity));
  }

  private came(who: RemoteParticipant): void {
    if (!isAgent(who.identity)) return;
    this.dispatch({ type: "agentCame", identity: who.identity, joined: who.joinedAt?.getTime() ?? Date.now(), now: Date.now() });
    this.attributes(who);
  }

  private left(who: RemoteParticipant): void {
    if (isAgent(who.identity)) this.dispatch({ type: "agentLeft", identity: who.identity, now: Date.now() });
  }

  private attributes(who: Participant): void {
    if (!isAgent(who.identity)) return;
    const voice = readVoice(who.attributes["lk.agent.state"]);
    if (voice) this.dispatch({ type: "agentVoice", identity: who.identity, voice });
    const to = who.attributes["rf.agent"];
    if (isAgentName(to)) this.dispatch({ type: "agentChanged", to, note: note(to) });
  }

  private heard(track: RemoteTrack, who: RemoteParticipant): void {
    const { Track } = sdk();
    if (track.kind !== Track.Kind.Audio || !isAgent(who.identity)) return;
    this.sound.play(track.sid ?? who.identity, track.mediaStreamTrack, track.attach());
  }

  private data(bytes: Uint8Array, who: RemoteParticipant | undefined, topic: string | undefined): void {
    if (topic !== TOPIC || !who || !isAgent(who.identity)) return;
    const action = readAction(bytes);
    if (!action) return;
    if (action.action === "heartbeat") return this.send("heartbeat_ack", { timestamp: action.payload["timestamp"] });
    const input = toInput(action, note);
    if (input) this.dispatch(input);
  }

  /** The words so far, piece by piece; the stream's end makes them final unless the recogniser says otherwise. */
  private async caption(reader: TextStreamReader, from: string): Promise<void> {
    const attributes = reader.info.attributes ?? {};
    const id = attributes["lk.segment_id"] ?? reader.info.id;
    const role = isAgent(from) ? "agent" : "user";
    let text = "";
    const show = (final: boolean) => this.dispatch({ type: "caption", caption: { id, role, text, final } });
    try {
      for await (const piece of reader) {
        text += piece;
        show(false);
      }
    } catch {
      return; // the room went while the sentence was under way: what was shown stays
    }
    show(role === "agent" || attributes["lk.transcription_final"] === "true");
  }

  private mended(room: Room): void {
    room.remoteParticipants.forEach((each) => this.came(each));
    this.dispatch({ type: "mended", now: Date.now() });
  }

  /** The room closed on us. The server knows whether the call is over and why. */
  private async gone(moved: boolean): Promise<void> {
    if (this.leaving || !(this.joined || moved)) return; // a join that failed is told by `start`
    this.close();
    if (moved) return this.dispatch({ type: "movedAway" });
    const snapshot = await api.currentCall();
    if (snapshot?.live) return this.dispatch({ type: "offered", snapshot });
    this.dispatch({ type: "roomGone", reason: snapshot?.end_reason ?? "media_lost" });
  }

  private fail(trouble: Trouble): void {
    this.close();
    this.dispatch({ type: "trouble", trouble });
  }

  async setMuted(muted: boolean): Promise<void> {
    if (!this.mic) return;
    this.sound.muted = muted;
    await (muted ? this.mic.mute() : this.mic.unmute());
    this.dispatch({ type: "mic", mic: muted ? "muted" : "on" });
  }

  /** From typing to talking, in the call. */
  async useMic(): Promise<void> {
    const room = this.room;
    if (!room || this.mic) return;
    const found = await this.fetchMic();
    if (typeof found === "string") return this.dispatch({ type: "mic", mic: "off" });
    this.mic = found;
    await this.publish(room, false);
  }

  async say(text: string, source: "text" | "keypad"): Promise<void> {
    await this.room?.localParticipant.sendText(text, { topic: CHAT, attributes: { "rf.source": source } });
  }

  send(action: string, payload: Record<string, unknown> = {}): void {
    const sending = this.room?.localParticipant.publishData(writeAction(action, payload), { reliable: true, topic: TOPIC });
    void sending?.catch(() => undefined); // only while the line is broken: then there is nobody to tell
  }

  unlock(): void {
    this.sound.unlock();
    void this.room?.startAudio();
  }

  async hangUp(): Promise<void> {
    this.leaving = true;
    this.send("hang_up");
    void this.mic?.mute();
    this.dispatch({ type: "roomGone", reason: "caller_hung_up" });
    await new Promise((done) => setTimeout(done, GOODBYE_MS));
    this.close();
    await api.endCall();
  }

  close(): void {
    this.leaving = true;
    this.mic?.stop();
    this.sound.close();
    void this.room?.disconnect();
  }
}

function note(agent: AgentName): string {
  return words.takesOver[agent];
}
