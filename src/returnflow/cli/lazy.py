"""Sub-commands by name, imported when they are run and not before.

Owns the list of commands and one line about each. Must not import a command for the sake of the list.
"""

import importlib
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS: dict[str, str] = {
    "up": "Start everything in one terminal: media server, web, worker, jobs.",
    "doctor": "Check every precondition, one fix a line.",
    "demo": "Watch one spoken return from the first word to the label.",
    "call": "Place a simulated spoken call.",
    "chat": "The same conversation as text.",
    "understand": "What the local brain hears in a sentence.",
    "calls": "Calls: list, show, transcript, export.",
    "orders": "Orders that can be said, and what would happen.",
    "returns": "Returns: create, list, show, export, and every step of their lives.",
    "labels": "Labels: make, show, scan.",
    "policy": "Why an item may come back or may not: explain, rules, ask, replay.",
    "merchant": "The merchant's profile: show, check, schema.",
    "backup": "Write everything into one archive, while it runs.",
    "restore": "Put a backup back into an empty folder.",
    "privacy": "What is held about one person: export, erase, audit.",
    "keys": "Keys of personal data: list, rotate.",
    "outbox": "Effects: what waits, what was given up; try again, drop, replay.",
    "notify": "Messages to customers: opt-outs, previews, a test message.",
    "config": "Every setting: value, default, unit, meaning.",
    "bench": "The measurements.",
    "web": "Only the web process.",
    "worker": "Only the worker, which runs the calls.",
    "jobs": "Only the background work.",
}


def installed(name: str) -> bool:
    """Whether the command's module exists."""
    return (Path(__file__).parent / f"{name}.py").exists()


class LazyGroup(TyperGroup):
    """The root command. Asks the table for names and lines, and a module only for its command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the table."""
        return [name for name in COMMANDS if installed(name)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, imported now."""
        if cmd_name not in COMMANDS or not installed(cmd_name):
            return None
        sub: typer.Typer = importlib.import_module(f"returnflow.cli.{cmd_name}").app
        sub.rich_markup_mode = None  # importing Rich for a help page costs 200 ms
        sub.pretty_exceptions_enable = False
        sub._add_completion = False
        return typer.main.get_command(sub)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As usual, with our names offered for a misspelt one."""
        self.commands = {name: None for name in self.list_commands(ctx)}  # type: ignore[misc]  # only the keys are read
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])
