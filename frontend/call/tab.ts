/** What this tab remembers over a reload: that it was in a call, and how. Another tab does not see it. */
import type { Mode } from "./state";

const KEY = "rf.call";
const MODE = "rf.mode";

export interface Remembered {
  readonly mode: Mode;
  readonly record: boolean;
  readonly muted: boolean;
}

export function remember(what: Remembered): void {
  localStorage.setItem(MODE, what.mode);
  sessionStorage.setItem(KEY, JSON.stringify(what));
}

export function remembered(): Remembered | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Partial<Remembered> | null;
    return kept && { mode: kept.mode === "text" ? "text" : "voice", record: kept.record === true, muted: kept.muted === true };
  } catch {
    return null;
  }
}

/** How this browser last called, in whichever tab: a call that is brought here goes on that way. */
export function lastMode(): Mode {
  return localStorage.getItem(MODE) === "text" ? "text" : "voice";
}

export function forget(): void {
  sessionStorage.removeItem(KEY);
}
