"""From words as recognised to acts, intents and slots. Pure; a recogniser's usual mistakes are part of the input."""
