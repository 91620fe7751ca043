/** What needs attention during a call: at most one thing, the most pressing. A banner, not a toast: it stays while it is true. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState } from "../state";
import { micOffIcon, soundIcon, warnIcon } from "./icons";

const SHOWN_AFTER_MS = 1500; // an agent that is replaced in time needs no words

export function banners(state: CallState, actions: Actions): TemplateResult {
  return html`<div class="banners" role="status">${pressing(state, actions)}</div>`;
}

function pressing(state: CallState, actions: Actions): TemplateResult | typeof nothing {
  const said = words.banner;
  if (state.brokenSince !== null) {
    const seconds = Math.max(0, Math.round((state.now - state.brokenSince) / 1000));
    return html`<p class="banner warn">${warnIcon}<span>${said.broken(seconds)}</span></p>`;
  }
  if (state.phase === "live" && state.aloneSince !== null && state.now - state.aloneSince >= SHOWN_AFTER_MS) {
    return html`<p class="banner warn">${warnIcon}<span>${said.alone}</span></p>`;
  }
  if (state.audioBlocked) {
    return html`<p class="banner">
      ${soundIcon}<span>${said.audioBlocked}</span><button class="button small strong" @click=${() => actions.unblock()}>${said.unblock}</button>
    </p>`;
  }
  if (state.speakingWhileMuted) return html`<p class="banner warn">${micOffIcon}<span>${said.mutedSpeaking}</span></p>`;
  if (state.unheard) return html`<p class="banner warn">${micOffIcon}<span>${said.unheard}</span></p>`;
  return nothing;
}
