/** What the caller's hands can do: the view calls these and knows nothing of what is behind them. */
import type { Mode } from "./state";

export interface Actions {
  start(mode: Mode): void;
  back(): void;
  record(on: boolean): void;
  stopRecording(): void;
  rejoin(): void;
  endOther(): void;
  unblock(): void;
  toggleMute(): void;
  useMic(): void;
  draft(text: string): void;
  /** Two taps may come before the page is drawn again: so not a draft that is one digit longer. */
  digit(digit: string): void;
  erase(): void;
  send(): void;
  answer(text: string): void;
  keypad(open: boolean): void;
  correct(number: string): void;
  tab(tab: "talk" | "case"): void;
  person(): void;
  askHangUp(): void;
  stay(): void;
  hangUp(): void;
  leaveNumber(phone: string): void;
  shortcuts(on: boolean): void;
  saveTranscript(): void;
}
