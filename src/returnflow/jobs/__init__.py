"""Work outside the call: outbox, sweeper, supervisor of calls."""
