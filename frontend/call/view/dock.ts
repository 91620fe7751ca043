/** The controls, always in the same place: a person, writing, the microphone, hanging up. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState } from "../state";
import { hangUpIcon, keypadIcon, micIcon, micOffIcon, personIcon, sendIcon } from "./icons";

const MAX_TEXT = 2000; // characters; the desk refuses longer ones

export function dock(state: CallState, actions: Actions): TemplateResult {
  const ready = state.phase === "live";
  return html`<div class="dock" role="group" aria-label=${words.controls.label}>
    ${quick(state, actions)} ${writing(state, actions, ready)}
    <button class="button person" ?disabled=${!ready} @click=${() => actions.person()}>${personIcon}<span>${words.controls.person}</span></button>
    ${microphone(state, actions)}
    <button class="button hang-up" @click=${() => actions.askHangUp()}>${hangUpIcon}<span>${words.controls.hangUp}</span></button>
    ${options(state, actions)}
  </div>`;
}

function writing(state: CallState, actions: Actions, ready: boolean): TemplateResult {
  const said = words.controls;
  const number = state.expecting.digits.length > 0;
  const label = number ? said.typeNumber : said.type;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    actions.send();
  };
  return html`<form class="writing" @submit=${submit}>
    <button type="button" class="round" aria-pressed=${state.keypad ? "true" : "false"} aria-label=${said.keypad} title=${said.keypad}
      ?disabled=${!ready} @click=${() => actions.keypad(!state.keypad)}>${keypadIcon}</button>
    <input id="draft" type="text" autocomplete="off" autocapitalize="sentences" enterkeyhint="send" maxlength=${MAX_TEXT}
      inputmode=${number ? "numeric" : "text"} aria-label=${label} placeholder=${label} .value=${state.draft} ?disabled=${!ready}
      @input=${(event: Event) => actions.draft((event.target as HTMLInputElement).value)} />
    <button class="round send" aria-label=${said.send} title=${said.send} ?disabled=${!ready}>${sendIcon}</button>
  </form>`;
}

/** One tap for what is asked most: yes or no, or one of a few. */
function quick(state: CallState, actions: Actions): TemplateResult | typeof nothing {
  const said = words.controls;
  const { kind, options: choices } = state.expecting;
  const answers = kind === "yes_no" ? [said.yes, said.no] : choices.slice(0, 4);
  if (state.phase !== "live" || answers.length === 0) return nothing;
  return html`<div class="quick" role="group" aria-label=${said.quick}>
    ${answers.map((each) => html`<button class="chip" @click=${() => actions.answer(each)}>${each}</button>`)}
  </div>`;
}

function microphone(state: CallState, actions: Actions): TemplateResult {
  const said = words.controls;
  if (state.mic === "off") {
    const label = html`${micIcon}<span>${said.useMic}</span>`;
    return html`<button class="button mic" ?disabled=${state.phase !== "live"} @click=${() => actions.useMic()}>${label}</button>`;
  }
  const muted = state.mic === "muted";
  const shape = muted ? "is-muted" : state.mic === "on" ? "is-on" : "";
  return html`<button class="button mic ${shape}" aria-keyshortcuts=${state.shortcuts ? "M" : nothing}
    ?disabled=${shape === ""} @click=${() => actions.toggleMute()}>
    <span class="mic-level" aria-hidden="true"></span>${muted ? micOffIcon : micIcon}<span>${muted ? said.unmute : said.mute}</span>
  </button>`;
}

function options(state: CallState, actions: Actions): TemplateResult {
  const changed = (event: Event) => actions.shortcuts((event.target as HTMLInputElement).checked);
  return html`<label class="shortcuts">
    <input type="checkbox" .checked=${state.shortcuts} @change=${changed} /><span>${words.controls.shortcuts}</span>
  </label>`;
}
