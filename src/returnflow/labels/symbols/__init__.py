"""The symbols on a label: what they say (`model`) and which of their modules are dark (`code128`, `maxicode`, `matrix`)."""
