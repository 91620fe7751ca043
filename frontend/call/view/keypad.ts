/** A keypad for numbers, beside the text field: it writes into the same draft, so typing, pasting and tapping mix. */
import { html } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState } from "../state";
import { crossIcon, eraseIcon } from "./icons";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

export function keypadView(state: CallState, actions: Actions): TemplateResult {
  const said = words.controls;
  const key = (digit: string) =>
    html`<button type="button" class="key" aria-label=${said.digit(digit)} @click=${() => actions.digit(digit)}>${digit}</button>`;
  return html`<div class="keypad" role="group" aria-label=${said.keypad}>
    <p class="keypad-count" role="status">${count(state)}</p>
    <div class="keys">
      ${DIGITS.map(key)}
      <button type="button" class="key soft" aria-label=${said.closeKeypad} @click=${() => actions.keypad(false)}>${crossIcon}</button>
      ${key("0")}
      <button type="button" class="key soft" aria-label=${said.erase} @click=${() => actions.erase()}>${eraseIcon}</button>
    </div>
  </div>`;
}

function count(state: CallState): string {
  const have = state.draft.replace(/\D/g, "").length;
  const need = state.expecting.digits;
  return need.length ? words.controls.digits(have, need.join(" / ")) : "";
}
