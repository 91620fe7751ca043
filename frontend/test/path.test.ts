/** The steps a caller sees for the way among the six agents. */
import { expect, it } from "vitest";

import { path } from "../call/path";
import type { AgentName } from "../call/state";
import { START } from "../call/state";

const steps = (...trail: AgentName[]) => path({ ...START, trail }).map((each) => `${each.label}:${each.at}`);

it("shows three steps before the store is known", () => {
  expect(steps("initial_router")).toEqual(["Welcome desk:current", "Your order:next", "Your return:next"]);
});
it("names the store once it is known", () => {
  expect(steps("initial_router", "walmart_verification")).toEqual(["Welcome desk:done", "Walmart orders:current", "Walmart returns:next"]);
});
it("follows a caller who changes the store", () => {
  expect(steps("initial_router", "amazon_verification", "walmart_verification")).toEqual([
    "Welcome desk:done",
    "Walmart orders:current",
    "Walmart returns:next",
  ]);
});
it("follows a caller who goes back", () => {
  expect(steps("initial_router", "amazon_verification", "amazon_processing", "amazon_verification")[1]).toBe("Amazon orders:current");
});
it("ends with a person, after the desks that were visited", () => {
  expect(steps("initial_router", "human_handoff")).toEqual(["Welcome desk:done", "A person:current"]);
  expect(steps("initial_router", "amazon_verification", "human_handoff")).toEqual(["Welcome desk:done", "Amazon orders:done", "A person:current"]);
});
