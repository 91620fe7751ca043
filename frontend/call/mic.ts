/**
 * The microphone before a room exists: may we have it, and what kind of refusal was it.
 */
import type { Trouble } from "./state";

/** What stands in the way of a microphone before anybody was asked; null when nothing does. */
export function obstacle(scope: Pick<Window, "isSecureContext" | "navigator"> = window): Trouble | null {
  if (!scope.isSecureContext) return "insecure"; // navigator.mediaDevices does not even exist there
  return typeof scope.navigator.mediaDevices?.getUserMedia === "function" ? null : "mic_unsupported";
}

const REFUSALS: Readonly<Record<string, Trouble>> = {
  NotAllowedError: "mic_denied",
  SecurityError: "mic_denied",
  NotFoundError: "mic_missing",
  OverconstrainedError: "mic_missing",
  NotReadableError: "mic_in_use",
  AbortError: "mic_in_use",
};

export function refusal(error: unknown): Trouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return REFUSALS[name] ?? "mic_unsupported";
}

/** Whether the browser will give the microphone without asking: then we need not wait for it before opening a line. */
export async function alreadyGranted(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: "microphone" as PermissionName });
    return status.state === "granted";
  } catch {
    return false; // Firefox before 131 does not know the name
  }
}
