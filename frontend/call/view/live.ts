/** The call itself: who speaks, what was said, what is known, and the controls. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState, Voice } from "../state";
import { speaker } from "../state";
import { captionsView } from "./captions";
import { cardsView } from "./cards";
import { dock } from "./dock";
import { hangUpDialog } from "./dialog";
import { keypadView } from "./keypad";

export function liveScreen(state: CallState, actions: Actions): TemplateResult {
  return html`
    <h1 class="unseen" data-focus tabindex="-1">${words.live.label}</h1>
    <div class="stage" data-tab=${state.tab} data-expecting=${state.expecting.kind}>
      ${tabs(state, actions)}
      <section class="talk" aria-label=${words.live.tabs.talk}>
        ${presence(state, actions)} ${captionsView(state)}
      </section>
      <section class="case" aria-label=${words.live.tabs.case}>
        ${state.cards.length ? cardsView(state, actions) : html`<p class="empty">${words.live.nothingYet}</p>`}
      </section>
    </div>
    <div class="bottom">${state.keypad ? keypadView(state, actions) : nothing} ${dock(state, actions)}</div>
    ${hangUpDialog(state, actions)}
  `;
}

/** On a narrow page the two columns take turns. */
function tabs(state: CallState, actions: Actions): TemplateResult {
  const said = words.live.tabs;
  const tab = (name: "talk" | "case", count: number) =>
    html`<button aria-pressed=${state.tab === name ? "true" : "false"} @click=${() => actions.tab(name)}>
      ${said[name]}${count ? html`<span class="count">${count}</span>` : nothing}
    </button>`;
  return html`<div class="tabs" role="group" aria-label=${said.label}>${tab("talk", 0)}${tab("case", state.cards.length)}</div>`;
}

function presence(state: CallState, actions: Actions): TemplateResult {
  const voice: Voice = speaker(state)?.voice ?? "starting";
  const lost = state.phase === "live" && state.agents.length === 0;
  return html`<div class="presence">
    <span class="voice voice-${state.phase === "live" && !lost ? voice : "starting"}" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></span>
    <p class="voice-name" role="status">${told(state, voice)}</p>
    ${state.record && state.phase === "live" ? recording(actions) : nothing}
  </div>`;
}

function told(state: CallState, voice: Voice): string {
  const said = words.live;
  if (state.mic === "asking") return words.before.asking;
  if (state.phase === "connecting") return said.connecting;
  if (state.phase === "waiting") return said.waiting;
  return state.agents.length === 0 ? said.back : said.voice[voice];
}

function recording(actions: Actions): TemplateResult {
  return html`<p class="recording">
    <span class="rec-dot" aria-hidden="true"></span>${words.live.recording}
    <button class="link" @click=${() => actions.stopRecording()}>${words.live.stopRecording}</button>
  </p>`;
}
