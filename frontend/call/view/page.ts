/** The whole page for one state: frame, banners, and the screen of the phase. */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import type { Actions } from "../actions";
import type { CallState } from "../state";
import { inCall } from "../state";
import { banners } from "./banners";
import { beforeScreen } from "./before";
import { endedScreen } from "./ended";
import { mark } from "./icons";
import { liveScreen } from "./live";
import { messageScreen } from "./message";
import { themeButton } from "./theme";
import { trailView } from "./trail";

export function page(state: CallState, actions: Actions): TemplateResult {
  const calling = inCall(state) || state.phase === "connecting";
  return html`
    <a class="skip" href="#main">${words.skip}</a>
    <header class="top">
      <p class="brand">${mark}<span>${words.brand}</span></p>
      ${calling || state.phase === "ended" ? trailView(state) : html`<p class="tagline">${words.before.stores}</p>`}
      ${themeButton()}
    </header>
    ${calling ? banners(state, actions) : nothing}
    <main id="main" class="main main-${state.phase}" tabindex="-1">${screen(state, actions)}</main>
  `;
}

function screen(state: CallState, actions: Actions): TemplateResult {
  switch (state.phase) {
    case "loading":
      return html`<h1 class="loading"><span class="dots-wait" aria-hidden="true"></span><span class="unseen">${words.live.connecting}</span></h1>`;
    case "before":
      return beforeScreen(state, actions);
    case "rejoin":
      return messageScreen(words.rejoin, [
        { label: words.rejoin.here, act: () => actions.rejoin(), strong: true },
        { label: words.rejoin.end, act: () => actions.endOther() },
      ]);
    case "moved":
      return messageScreen(words.moved, [{ label: words.moved.here, act: () => actions.rejoin(), strong: true }]);
    case "connecting":
    case "waiting":
    case "live":
      return liveScreen(state, actions);
    case "ended":
      return endedScreen(state, actions);
  }
}
