/** Where the call is among the six agents: a row of steps, told by shape and words. */
import { html } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import { path } from "../path";
import type { CallState } from "../state";
import { checkIcon } from "./icons";

export function trailView(state: CallState): TemplateResult {
  const steps = path(state);
  const at = steps.findIndex((each) => each.at === "current");
  return html`<nav class="trail" aria-label=${words.live.trail}>
    <p class="unseen">${words.live.step(at + 1, steps.length)}</p>
    <ol>
      ${steps.map(
        (each, index) => html`<li class="step step-${each.at}" aria-current=${each.at === "current" ? "step" : "false"}>
          <span class="pip" aria-hidden="true">${each.at === "done" ? checkIcon : index + 1}</span><span class="step-name"><span class="long">${each.label}</span><span class="short">${each.short}</span></span>
        </li>`,
      )}
    </ol>
  </nav>`;
}
