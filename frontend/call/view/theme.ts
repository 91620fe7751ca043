/** The choice of colours: as the system, light, dark. Kept in this browser; not part of a call's state. */
import { html } from "lit-html";
import type { TemplateResult } from "lit-html";

import { words } from "../../lib/words";
import { themeIcon } from "./icons";

const KEY = "rf.theme";
const CHOICES = ["auto", "light", "dark"] as const;
type Theme = (typeof CHOICES)[number];

export function currentTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return CHOICES.find((each) => each === kept) ?? "auto";
}

export function applyTheme(theme: Theme = currentTheme()): void {
  document.documentElement.dataset["theme"] = theme;
}

function choose(event: Event): void {
  const theme = CHOICES.find((each) => each === (event.target as HTMLSelectElement).value) ?? "auto";
  localStorage.setItem(KEY, theme);
  applyTheme(theme);
}

export function themeButton(): TemplateResult {
  const now = currentTheme();
  return html`<label class="theme">
    ${themeIcon}<span class="unseen">${words.theme.label}</span>
    <select @change=${choose}>
      ${CHOICES.map((each) => html`<option value=${each} ?selected=${each === now}>${words.theme[each]}</option>`)}
    </select>
  </label>`;
}
