/** A screen that says one thing and offers what can be done about it. */
import { html } from "lit-html";
import type { TemplateResult } from "lit-html";

export interface Offer {
  readonly label: string;
  readonly act: () => void;
  readonly strong?: boolean;
}

export function messageScreen(said: { title: string; text: string }, offers: readonly Offer[]): TemplateResult {
  return html`<section class="message slip">
    <h1 data-focus tabindex="-1">${said.title}</h1>
    <p>${said.text}</p>
    <p class="row">
      ${offers.map((each) => html`<button class=${each.strong ? "button strong" : "button"} @click=${each.act}>${each.label}</button>`)}
    </p>
  </section>`;
}
