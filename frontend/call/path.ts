/** The way a call takes through the six agents, as steps: which are behind us, which one has the call, which may come. Pure. */
import { words } from "../lib/words";
import type { AgentName, CallState } from "./state";
import { desk } from "./state";

export interface Step {
  readonly label: string;
  readonly short: string;
  readonly at: "done" | "current" | "next";
}

export function path(state: CallState): Step[] {
  const here = desk(state);
  const store = [...state.trail].reverse().find((each) => each.startsWith("amazon") || each.startsWith("walmart"))?.split("_")[0];
  const planned: (AgentName | "order" | "return")[] = store
    ? ["initial_router", `${store}_verification` as AgentName, `${store}_processing` as AgentName]
    : ["initial_router", "order", "return"];
  const visited = planned.filter((each) => state.trail.includes(each as AgentName));
  const all = here === "human_handoff" ? [...(visited.length ? visited : ["initial_router" as const]), here] : planned;
  const at = all.indexOf(here);
  return all.map((each, index) => ({ ...named(each), at: index < at ? "done" : index === at ? "current" : "next" }));
}

function named(each: AgentName | "order" | "return"): { label: string; short: string } {
  const { steps, agents } = words;
  if (each === "order" || each === "return") return { label: steps[each], short: steps[each] };
  const short = each === "initial_router" ? steps.welcome : each === "human_handoff" ? steps.person : null;
  return { label: agents[each], short: short ?? (each.endsWith("verification") ? steps.order : steps.return) };
}
