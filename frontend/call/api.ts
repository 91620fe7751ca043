/**
 * Our own server: credentials, the call to come back to, the end of it, a number for a callback.
 */
import type { Snapshot } from "./inputs";
import type { Trouble } from "./state";

export interface Credentials {
  readonly livekit_url: string;
  readonly token: string;
  readonly call_id: string;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export const LABEL = "/api/calls/current/label.pdf";

export async function credentials(record: boolean): Promise<Answer<Credentials>> {
  return ask<Credentials>("/api/voice-token", { record });
}

export async function currentCall(): Promise<Snapshot | null> {
  const answer = await ask<{ call: Snapshot | null }>("/api/calls/current");
  return answer.ok ? answer.value.call : null;
}

export async function endCall(): Promise<void> {
  await ask("/api/calls/current/end", {});
}

/** False when the number was refused. */
export async function leaveNumber(phone: string): Promise<boolean> {
  return (await ask("/api/callbacks", { phone })).ok;
}

async function ask<T>(path: string, body?: object): Promise<Answer<T>> {
  try {
    const response = await fetch(path, body === undefined ? { headers: { Accept: "application/json" } } : post(body));
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    return { ok: false, trouble: await reason(response) };
  } catch {
    return { ok: false, trouble: "server" };
  }
}

function post(body: object): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

async function reason(response: Response): Promise<Trouble> {
  if (response.status === 429) return "too_many";
  const problem = (await response.json().catch(() => ({}))) as { code?: string };
  return problem.code === "busy" ? "busy" : "server";
}
