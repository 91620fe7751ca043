/** One state, one reducer, one listener that is told once a frame however many inputs came in. */
export interface Store<State, Input> {
  readonly state: State;
  dispatch(input: Input): void;
}

export function makeStore<State, Input>(
  start: State,
  reduce: (state: State, input: Input) => State,
  changed: (state: State) => void,
  later: (work: () => void) => void = queueMicrotask,
): Store<State, Input> {
  let state = start;
  let waiting = false;
  return {
    get state() {
      return state;
    },
    dispatch(input) {
      const next = reduce(state, input);
      if (next === state) return;
      state = next;
      if (waiting) return;
      waiting = true;
      later(() => {
        waiting = false;
        changed(state);
      });
    },
  };
}
