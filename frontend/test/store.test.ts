/** One state, told once however many inputs came. */
import { expect, it } from "vitest";

import { makeStore } from "../lib/store";

function counting() {
  const told: number[] = [];
  const waiting: (() => void)[] = [];
  const add = (state: number, input: number) => state + input;
  const store = makeStore(0, add, (state) => told.push(state), (work) => waiting.push(work));
  return { store, told, flush: () => waiting.splice(0).forEach((work) => work()) };
}

it("tells the last state once for several inputs", () => {
  const { store, told, flush } = counting();
  store.dispatch(1);
  store.dispatch(2);
  flush();
  expect(told).toEqual([3]);
});
it("knows the state before anybody was told", () => {
  const { store } = counting();
  store.dispatch(5);
  expect(store.state).toBe(5);
});
it("tells nothing when nothing changed", () => {
  const { store, told, flush } = counting();
  store.dispatch(0);
  flush();
  expect(told).toEqual([]);
});
it("tells again after it has told", () => {
  const { store, told, flush } = counting();
  store.dispatch(1);
  flush();
  store.dispatch(1);
  flush();
  expect(told).toEqual([1, 2]);
});
