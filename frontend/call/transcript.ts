/** The transcript as a text file, made and kept in the browser. */
import { words } from "../lib/words";
import type { Caption } from "./state";

export function asText(captions: readonly Caption[]): string {
  const lines = captions.map((each) => (each.role === "note" ? `— ${each.text}` : `${words.live.who[each.role]}: ${each.text}`));
  return `${lines.join("\n")}\n`;
}

export function save(captions: readonly Caption[]): void {
  const address = URL.createObjectURL(new Blob([asText(captions)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = words.ended.fileName;
  link.click();
  URL.revokeObjectURL(address);
}
