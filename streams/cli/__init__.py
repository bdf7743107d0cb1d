"""The command line, for people; nothing here starts Faust."""

from __future__ import annotations

import typer

from streams.cli import broker, channels, chat, ingest, languages, match, places, records, rules

app = typer.Typer(
    name="tocsin",
    help="Reads the news as it is published and rings the right chat when something breaks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("broker")(broker.broker)
app.command("ingest")(ingest.ingest)
app.command("match")(match.match_command)
app.command("replay")(match.replay_command)
app.command("languages")(languages.languages_command)
app.add_typer(places.app, name="places")
app.add_typer(rules.app, name="rules")
channels.app.command("listen")(chat.listen)
app.add_typer(channels.app, name="channels")
app.command("deliveries")(records.deliveries)
app.add_typer(records.dead_letters, name="dead-letters")
