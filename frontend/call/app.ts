/**
 * Puts the page together: state, view, call. Owns what a caller's action sets in motion; the rules are the machine's.
 */
import { draw } from "../lib/mount";
import type { Store } from "../lib/store";
import { makeStore } from "../lib/store";
import { words } from "../lib/words";
import type { Actions } from "./actions";
import * as api from "./api";
import { reduce } from "./call.machine";
import type { Input } from "./inputs";
import { listen } from "./keyboard";
import { obstacle } from "./mic";
import { Session } from "./session";
import type { CallState, Mode } from "./state";
import { START, halfDone, inCall } from "./state";
import * as tab from "./tab";
import * as transcript from "./transcript";
import { page } from "./view/page";

const TICK_MS = 500;
const FRAME_MS = 16; // a timer and not an animation frame: those stand still while the tab is hidden, the call does not

export class App implements Actions {
  private readonly store: Store<CallState, Input>;
  private session: Session | null = null;
  private drawn: string | null = null;
  private typed = 0;

  constructor(private readonly place: HTMLElement) {
    this.store = makeStore(START, reduce, (state) => this.changed(state), (work) => void setTimeout(work, FRAME_MS));
    listen(() => this.store.state, (muted) => void this.session?.setMuted(muted));
    window.setInterval(() => this.tick(), TICK_MS);
    for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => this.session?.unlock());
    window.addEventListener("beforeunload", (event) => {
      if (halfDone(this.store.state)) event.preventDefault();
    });
  }

  /** Comes back to this browser's call, if there is one. */
  async open(): Promise<void> {
    this.changed(this.store.state);
    const snapshot = await api.currentCall();
    const before = tab.remembered();
    if (snapshot && before) {
      this.dispatch({ type: "resumed", snapshot });
      if (snapshot.live) return this.begin(before);
      return this.dispatch({ type: "roomGone", reason: snapshot.end_reason ?? "error" });
    }
    if (snapshot?.live) return this.dispatch({ type: "offered", snapshot });
    const trouble = obstacle();
    this.dispatch({ type: "opened", trouble });
  }

  start(mode: Mode): void {
    void this.begin({ mode, record: this.store.state.record, muted: false });
  }

  rejoin(): void {
    void this.begin(tab.remembered() ?? { mode: tab.lastMode(), record: this.store.state.record, muted: false });
  }

  private async begin({ mode, record, muted }: tab.Remembered): Promise<void> {
    const possible = mode === "voice" && obstacle() ? "text" : mode;
    this.session?.close();
    const session = new Session((input) => {
      if (this.session === session) this.dispatch(input);
    });
    this.session = session;
    this.dispatch({ type: "record", on: record });
    this.dispatch({ type: "start", mode: possible, now: Date.now() });
    tab.remember({ mode: possible, record, muted });
    await session.start(possible, record, muted);
  }

  back(): void {
    tab.forget();
    this.session = null;
    this.dispatch({ type: "back" });
    const trouble = obstacle();
    if (trouble) this.dispatch({ type: "opened", trouble });
  }

  endOther(): void {
    void api.endCall().then(() => this.back());
  }

  record(on: boolean): void {
    this.dispatch({ type: "record", on });
  }

  stopRecording(): void {
    this.session?.send("stop_recording");
    this.dispatch({ type: "record", on: false });
  }

  unblock(): void {
    this.session?.unlock();
  }

  toggleMute(): void {
    void this.session?.setMuted(this.store.state.mic === "on");
  }

  useMic(): void {
    void this.session?.useMic();
  }

  draft(text: string): void {
    this.dispatch({ type: "draft", text });
  }

  digit(digit: string): void {
    this.dispatch({ type: "digit", digit });
  }

  erase(): void {
    this.dispatch({ type: "erase" });
  }

  send(): void {
    const { draft, keypad } = this.store.state;
    const number = keypad && /^[\d\s-]+$/.test(draft);
    this.say(draft.trim(), number ? "keypad" : "text");
  }

  answer(text: string): void {
    this.say(text, "text");
  }

  person(): void {
    this.say(words.controls.personWords, "text");
  }

  private say(text: string, source: "text" | "keypad"): void {
    if (!text || !this.session || !inCall(this.store.state)) return;
    this.typed += 1;
    this.dispatch({ type: "typed", id: `typed-${this.typed}-${Date.now()}`, text });
    void this.session.say(text, source);
  }

  keypad(open: boolean): void {
    this.dispatch({ type: "keypad", open });
  }

  correct(number: string): void {
    this.dispatch({ type: "draft", text: number });
    this.dispatch({ type: "keypad", open: true });
    this.place.querySelector<HTMLInputElement>("#draft")?.focus();
  }

  tab(which: "talk" | "case"): void {
    this.dispatch({ type: "tab", tab: which });
  }

  askHangUp(): void {
    if (halfDone(this.store.state)) this.dispatch({ type: "confirmHangUp", open: true });
    else this.hangUp();
  }

  stay(): void {
    this.dispatch({ type: "confirmHangUp", open: false });
  }

  hangUp(): void {
    const joined = inCall(this.store.state);
    if (joined) return void this.session?.hangUp();
    this.session?.close();
    this.back();
    void api.endCall();
  }

  leaveNumber(phone: string): void {
    this.dispatch({ type: "callback", result: "sending" });
    void api.leaveNumber(phone).then((kept) => this.dispatch({ type: "callback", result: kept ? "kept" : "refused" }));
  }

  shortcuts(on: boolean): void {
    this.dispatch({ type: "shortcuts", on });
  }

  saveTranscript(): void {
    transcript.save(this.store.state.captions);
  }

  private dispatch(input: Input): void {
    this.store.dispatch(input);
  }

  private tick(): void {
    const { brokenSince, aloneSince, phase } = this.store.state;
    if (brokenSince === null && aloneSince === null) return;
    this.dispatch({ type: "tick", now: Date.now() });
    const now = this.store.state.phase;
    if (phase !== now && (now === "ended" || now === "before")) this.giveUp();
  }

  /** The agent never came, or never came back: the place must not stay taken. */
  private giveUp(): void {
    this.session?.close();
    void api.endCall();
  }

  private changed(state: CallState): void {
    if (state.phase === "before" && state.trouble) tab.forget();
    if (state.phase === "live") tab.remember({ mode: state.mode, record: state.record, muted: state.mic === "muted" });
    const shown = screenName(state);
    draw(page(state, this), this.place, this.drawn !== null && this.drawn !== "loading" && this.drawn !== shown);
    this.drawn = shown;
    document.title = title(state);
  }
}

/** A call that fails in the moment it starts is drawn once, with its trouble: the button that had the focus is gone by then. */
function screenName(state: CallState): string {
  return state.phase === "before" && state.trouble ? "trouble" : state.phase;
}

function title(state: CallState): string {
  return inCall(state) ? `● ${words.brand}` : words.brand;
}
