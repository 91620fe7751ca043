/** Everything both sides say, as it is said: partial words dim, final ones plain. It is also the transcript. */
import { html } from "lit-html";
import type { TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import { words } from "../../lib/words";
import type { Caption, CallState } from "../state";

export function captionsView(state: CallState): TemplateResult {
  return html`<div class="captions" role="log" aria-label=${words.live.captions} aria-relevant="additions" tabindex="0" data-stick>
    ${state.captions.length === 0 ? html`<p class="empty">${words.live.empty}</p>` : captionLines(state.captions)}
  </div>`;
}

export function captionLines(captions: readonly Caption[]): unknown {
  return repeat(
    captions,
    (each) => each.id,
    (each) =>
      each.role === "note"
        ? html`<p class="note"><span>${each.text}</span></p>`
        : html`<p class="line line-${each.role} ${each.final ? "" : "partial"}"><b>${words.live.who[each.role]}</b>${each.text}</p>`,
  );
}
