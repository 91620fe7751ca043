"""Speech to text on this machine: the recogniser, how its model is prepared, and its plugin for the media session."""
