"""The media pipeline of a call: hearing, speaking, turn-taking. Knows LiveKit; decides nothing about returns."""
