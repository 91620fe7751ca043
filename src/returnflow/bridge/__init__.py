"""Vocal Bridge: the platform interface, the embedded platform and the hosted client."""
