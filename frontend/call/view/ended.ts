/** After the call: why it ended, in plain words, and what came of it: the return, the label again, the transcript. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState, Ending } from "../state";
import { captionLines } from "./captions";
import { returnSlip } from "./cards";
import { downloadIcon } from "./icons";

const BAD = new Set(["agent_lost", "media_lost", "error"]);
const GOOD = new Set(["return_created", "callback", "handed_off", "answered"]);

export function endedScreen(state: CallState, actions: Actions): TemplateResult {
  const said = words.ended;
  const ending = state.ending ?? { reason: "error", outcome: "" };
  return html`<section class="over">
      <h1 data-focus tabindex="-1">${title(ending)}</h1>
      <p class="lead">${said.outcomes[ending.outcome] ?? nothing} ${said.reasons[ending.reason] ?? said.reasons["error"]}</p>
      ${returnSlip(state)}
      <p class="row"><button class="button strong big" @click=${() => actions.back()}>${said.again}</button></p>
    </section>
    ${state.captions.length
      ? html`<section class="transcript">
          <h2>${said.transcript}</h2>
          <div class="captions" tabindex="0" role="region" aria-label=${said.transcript}>${captionLines(state.captions)}</div>
          <button class="link" @click=${() => actions.saveTranscript()}>${downloadIcon}<span>${said.save}</span></button>
        </section>`
      : nothing} `;
}

function title(ending: Ending): string {
  const { good, plain, bad } = words.ended.title;
  if (BAD.has(ending.reason)) return bad;
  return GOOD.has(ending.outcome) ? good : plain;
}
