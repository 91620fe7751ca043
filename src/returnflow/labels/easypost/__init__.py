"""Labels bought through EasyPost's API v2: `client` speaks it, `carrier` makes labels with it."""
