/** Before the call: what it can do, that it is a machine, whether to record, and Start. Also every reason why it did not start. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState, Trouble } from "../state";
import { checkIcon, keyboardIcon, micIcon } from "./icons";
import { troubleView } from "./trouble";

/** Speaking cannot work here, whatever one tries: then typing is the main offer. */
const NO_VOICE: ReadonlySet<Trouble> = new Set(["insecure", "mic_unsupported"]);

export function beforeScreen(state: CallState, actions: Actions): TemplateResult {
  const said = words.before;
  return html`
    <section class="hero">
      <h1 data-focus tabindex="-1">${said.title}</h1>
      ${state.trouble ? nothing : html`<p class="lead">${said.lead}</p>`}
      ${state.trouble ? troubleView(state, state.trouble, actions) : startView(state, actions)}
      <ul class="can">
        ${said.can.map((each) => html`<li>${checkIcon}<span>${each}</span></li>`)}
      </ul>
      <p class="need">${said.need}</p>
    </section>
    ${sample()}
  `;
}

function startView(state: CallState, actions: Actions): TemplateResult {
  const said = words.before;
  return html`<div class="start">
    ${recordBox(state, actions)}
    <p class="row">
      <button class="button strong big" id="start" @click=${() => actions.start("voice")}>${micIcon}<span>${said.start}</span></button>
      <button class="button big" @click=${() => actions.start("text")}>${keyboardIcon}<span>${said.type}</span></button>
    </p>
    <p class="quiet">${said.disclosure}</p>
  </div>`;
}

export function recordBox(state: CallState, actions: Actions): TemplateResult {
  const said = words.before;
  const changed = (event: Event) => actions.record((event.target as HTMLInputElement).checked);
  return html`<label class="record">
    <input type="checkbox" .checked=${state.record} @change=${changed} aria-describedby="record-hint" />
    <span>${said.record}<small id="record-hint">${said.recordHint}</small></span>
  </label>`;
}

export function voiceIsPossible(trouble: Trouble | null): boolean {
  return trouble === null || !NO_VOICE.has(trouble);
}

/** A call in four lines, so that nobody wonders what to say. */
function sample(): TemplateResult {
  const said = words.before;
  return html`<figure class="sample slip">
    <figcaption>${said.sample}</figcaption>
    ${said.dialogue.map((each) => html`<p class="line line-${each.role}"><b>${words.live.who[each.role]}</b>${each.text}</p>`)}
    <span class="bars" aria-hidden="true"></span>
  </figure>`;
}
