"""Text to speech on this machine: the voice, its cache, and its plugin for the media session."""
