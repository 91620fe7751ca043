/** The one question that is asked back: hanging up on a return that is half done. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState } from "../state";

export function hangUpDialog(state: CallState, actions: Actions): TemplateResult | typeof nothing {
  if (!state.confirmingHangUp) return nothing;
  const said = words.hangUp;
  const open = (element?: Element) => queueMicrotask(() => show(element)); // while it is being drawn it is not in the page yet
  return html`<dialog class="dialog" aria-labelledby="hang-up-title" ${ref(open)} @close=${() => actions.stay()}>
    <h2 id="hang-up-title">${said.title}</h2>
    <p>${said.text}</p>
    <p class="row">
      <button class="button strong" autofocus @click=${() => actions.stay()}>${said.stay}</button>
      <button class="button hang-up" @click=${() => actions.hangUp()}>${said.leave}</button>
    </p>
  </dialog>`;
}

function show(element?: Element): void {
  if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal();
}
