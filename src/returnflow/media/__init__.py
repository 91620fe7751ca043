"""LiveKit control plane: tokens, rooms, dispatch, webhooks. No voice, no business words."""
