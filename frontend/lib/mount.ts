/**
 * Draws a template into a place and keeps two courtesies: a log that was read to its end stays at its end, and a screen that
 * replaces another takes the focus to its heading.
 */
import { render } from "lit-html";
import type { TemplateResult } from "lit-html";

const NEAR_END_PX = 48;

export function draw(template: TemplateResult, place: HTMLElement, newScreen: boolean): void {
  const left = new Set([...logs(place)].filter((log) => !isAtEnd(log)));
  render(template, place);
  for (const log of logs(place)) if (!left.has(log)) log.scrollTop = log.scrollHeight;
  if (newScreen) place.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
}

function logs(place: HTMLElement): NodeListOf<HTMLElement> {
  return place.querySelectorAll<HTMLElement>("[data-stick]");
}

function isAtEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
}
