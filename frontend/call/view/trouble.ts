/** Why there is no call, in plain words, with what can be done about it. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState, Trouble } from "../state";
import { recordBox, voiceIsPossible } from "./before";
import { keyboardIcon, micIcon, phoneIcon, warnIcon } from "./icons";

const TYPING_HELPS: ReadonlySet<Trouble> = new Set(["insecure", "mic_denied", "mic_missing", "mic_in_use", "mic_unsupported"]);

export function troubleView(state: CallState, trouble: Trouble, actions: Actions): TemplateResult {
  const said = words.trouble;
  const voice = voiceIsPossible(trouble);
  return html`<div class="trouble" role="alert">
      ${warnIcon}
      <div><h2>${said[trouble].title}</h2><p>${said[trouble].text}</p></div>
    </div>
    <div class="start">
      ${recordBox(state, actions)}
      <p class="row">
        ${voice
          ? html`<button class="button strong big" @click=${() => actions.start(state.mode)}>${micIcon}<span>${said.retry}</span></button>`
          : nothing}
        ${TYPING_HELPS.has(trouble)
          ? html`<button class="button big ${voice ? "" : "strong"}" @click=${() => actions.start("text")}>
              ${keyboardIcon}<span>${said.type}</span>
            </button>`
          : nothing}
      </p>
      ${trouble === "busy" ? callbackForm(state, actions) : nothing}
    </div>`;
}

function callbackForm(state: CallState, actions: Actions): TemplateResult {
  const said = words.trouble;
  if (state.callback === "kept") return html`<p class="kept" role="status">${said.callbackKept}</p>`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    actions.leaveNumber(String(new FormData(event.target as HTMLFormElement).get("phone") ?? ""));
  };
  const refused = state.callback === "refused";
  return html`<form class="callback" @submit=${submit}>
    <label for="phone">${said.callback}</label>
    <div class="field">
      <input id="phone" name="phone" type="tel" autocomplete="tel" inputmode="tel" required
        aria-invalid=${refused ? "true" : "false"} aria-describedby="phone-error" />
      <button class="button" ?disabled=${state.callback === "sending"}>
        ${phoneIcon}<span>${state.callback === "sending" ? said.callbackSending : said.callbackSend}</span>
      </button>
    </div>
    <p id="phone-error" class="error" role="alert">${refused ? said.callbackRefused : nothing}</p>
  </form>`;
}
