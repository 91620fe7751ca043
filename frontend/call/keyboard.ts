/**
 * M mutes; holding Space talks while muted. Ignored where a key means something already, and while shortcuts are switched off.
 */
import type { CallState } from "./state";

const KEYS_OF_THEIR_OWN = "input, textarea, select, button, a[href], summary, [contenteditable], dialog";

export interface Held {
  /** The page is talking only while Space is held. */
  talking: boolean;
}

export function listen(state: () => CallState, mute: (muted: boolean) => void, scope: Document = document): Held {
  const held: Held = { talking: false };
  const usable = (event: KeyboardEvent) =>
    state().shortcuts && state().phase === "live" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTaken(event);

  scope.addEventListener("keydown", (event) => {
    if (event.repeat || !usable(event)) return;
    const { mic } = state();
    if (event.key === "m" || event.key === "M") {
      if (mic === "on" || mic === "muted") mute(mic === "on");
    } else if (event.key === " " && mic === "muted") {
      event.preventDefault(); // it would scroll
      held.talking = true;
      mute(false);
    }
  });
  scope.addEventListener("keyup", (event) => {
    if (event.key === " ") letGo();
  });
  scope.defaultView?.addEventListener("blur", letGo); // the keyup would go elsewhere and leave the microphone open

  function letGo(): void {
    if (!held.talking) return;
    held.talking = false;
    mute(true);
  }
  return held;
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof Element && target.closest(KEYS_OF_THEIR_OWN) !== null;
}
