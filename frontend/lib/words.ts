/** The words in force. One import for every view, so that choosing a language stays one line. */
import { en } from "../words/en";
import type { Words } from "../words/en";

export const words: Words = en;

/** Money in minor units, as the reader's language writes it. */
export function money(minor: number, currency: string, locale = "en-US"): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(minor / 100);
}

/** A calendar day such as 2026-12-26, without a shift by time zone. */
export function day(iso: string, locale = "en-US"): string {
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  if (!year || !month || !date) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
}
