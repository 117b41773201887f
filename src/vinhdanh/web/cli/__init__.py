"""The command line: ``vinhdanh …``.

Every command imports what it needs inside its function, so that ``vinhdanh --help`` is instant and judging a
workbook never loads Django. The reference page is docs/reference/cli.md, generated from this package.
"""

from __future__ import annotations

from typing import Annotated

import typer

from vinhdanh.web.cli import (
    delivering,
    doctor,
    importing,
    judging,
    keeping,
    law,
    law_diff,
    packages,
    proving,
    reading,
    reminding,
    sheets,
    signatures,
    site,
)
from vinhdanh.web.cli.output import Exit
from vinhdanh.web.cli.shell import Root

app = typer.Typer(
    cls=Root,
    help="Vinh Danh: công tác thi đua, khen thưởng của một cơ quan, xét theo đúng điều luật.",
    epilog="Mã thoát:\n\n" + "\n\n".join(f"  {code:d}  {code.meaning}" for code in Exit),
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"vinhdanh {version('vinhdanh')}")
        raise typer.Exit(Exit.OK)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Khi có lỗi, in đầy đủ để báo người phụ trách.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In số bản rồi thôi.")
    ] = False,
) -> None:
    """Without a command: what there is."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), nl=False)
        raise typer.Exit(Exit.OK)


judging.register_commands(app)
sheets.register_commands(app)
law_diff.register_commands(law.app)
app.add_typer(law.app, name="law", rich_help_panel="Luật")
site.register_commands(app)
importing.register_commands(app)
packages.register_commands(app)
reading.register_commands(app)
doctor.register_commands(app)
reminding.register_commands(app)
delivering.register_commands(app)
proving.register_commands(app)
signatures.register_commands(app)
keeping.register_commands(app)


def main() -> None:
    """The entry point of the package."""
    app()
