/**
 * Sound in and out of the page: the agent's tracks made audible, both sides' loudness for the eye, and the two warnings that
 * come from it (speaking while muted, not heard at all).
 */
import { Meter } from "../lib/level";
import type { Input } from "./inputs";

const SPEAKING = 0.35; // of full level; a room's noise stays below
const QUIET_MS = 1500;

export class Sound {
  private readonly context = new AudioContext();
  private readonly players = new Map<string, { element: HTMLMediaElement; meter: Meter }>();
  private own: { meter: Meter; track: MediaStreamTrack } | null = null;
  private lastLoud = -QUIET_MS;
  private speaking = false;
  private warned = false;
  muted = false;

  constructor(private readonly dispatch: (input: Input) => void) {
    this.unlock(); // inside the click on Start; after a reload the browser waits for the next one
  }

  play(id: string, track: MediaStreamTrack, element: HTMLMediaElement): void {
    this.silence(id);
    document.body.append(element);
    const meter = new Meter(this.context, track, (level) => show("--agent-level", level));
    this.players.set(id, { element, meter });
  }

  silence(id: string): void {
    const player = this.players.get(id);
    player?.meter.stop();
    player?.element.remove();
    this.players.delete(id);
    if (this.players.size === 0) show("--agent-level", 0);
  }

  /** A clone, because a muted track gives silence and we want to tell a caller who speaks into one. */
  watch(track: MediaStreamTrack): void {
    this.unwatch();
    const clone = track.clone();
    this.own = { track: clone, meter: new Meter(this.context, clone, (level) => this.heardOwn(level)) };
  }

  unwatch(): void {
    this.own?.meter.stop();
    this.own?.track.stop();
    this.own = null;
    show("--mic-level", 0);
  }

  /** Until the browser lets audio run (a click after a reload), every measurement reads silence and means nothing. */
  get running(): boolean {
    return this.context.state === "running";
  }

  unlock(): void {
    this.context.resume().catch(() => undefined); // closed before the browser allowed it: nothing left to hear
  }

  close(): void {
    for (const id of [...this.players.keys()]) this.silence(id);
    this.unwatch();
    if (this.context.state !== "closed") void this.context.close();
  }

  private heardOwn(level: number): void {
    show("--mic-level", this.muted ? 0 : level);
    if (level > SPEAKING) this.lastLoud = performance.now();
    const speaking = performance.now() - this.lastLoud < QUIET_MS;
    if (speaking !== this.speaking && speaking) this.dispatch({ type: "unheard", on: false });
    this.speaking = speaking;
    if ((speaking && this.muted) === this.warned) return;
    this.warned = !this.warned;
    this.dispatch({ type: "speakingWhileMuted", on: this.warned });
  }
}

function show(name: string, level: number): void {
  document.documentElement.style.setProperty(name, level.toFixed(2));
}
