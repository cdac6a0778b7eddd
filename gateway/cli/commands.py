"""The `gateway` command: joins the nouns and turns every refusal into one line."""

import errno
import sys

import click

from gateway import __version__
from gateway.catalogue import Sentence, problem_of
from gateway.cli.agreements import agreements_group
from gateway.cli.auditors import auditors_group
from gateway.cli.backup import backup_command, restore_command
from gateway.cli.datasets import datasets_group
from gateway.cli.demo import demo_command
from gateway.cli.doctor import doctor_command
from gateway.cli.grammar import Group, option, spoken
from gateway.cli.incident import incident_group
from gateway.cli.keys import keys_group
from gateway.cli.log import log_group
from gateway.cli.log_entries import entries_command
from gateway.cli.log_follow import follow_command
from gateway.cli.log_forks import forks_command
from gateway.cli.log_rows import rows_command
from gateway.cli.log_succeed import succeed_group
from gateway.cli.lookup import lookup_command
from gateway.cli.people import people_group
from gateway.cli.policies import policies_group
from gateway.cli.query import query_command
from gateway.cli.receipts import receipts_group
from gateway.cli.serve import serve_command
from gateway.cli.speech import fail
from gateway.cli.statistics import statistics_command
from gateway.cli.storage import storage_group
from gateway.cli.subjects import subjects_group
from gateway.cli.witness import witness_group
from gateway.errors import GatewayError, PolicyFilesBad


class Commands(Group):
    """A group whose refusals become one line and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run one command."""
        try:
            return super().invoke(ctx)
        except GatewayError as error:
            fail(error)
        except OSError as error:
            if error.errno == errno.EPIPE:
                # Whoever reads has read enough; click ends quietly then.
                raise
            problem = problem_of(error)
            fail(PolicyFilesBad(Sentence("policies.unreadable", path=error.filename or "-", problem=problem)))


def _show_version(ctx: click.Context, param: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        click.echo(f"gateway {__version__}")
        ctx.exit()


@click.group(cls=Commands, help="gateway", context_settings={"help_option_names": ["-h", "--help"]})
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="version")
def gateway_group() -> None:
    """Hold all nouns."""


gateway_group.add_command(agreements_group)
gateway_group.add_command(auditors_group)
gateway_group.add_command(backup_command)
gateway_group.add_command(restore_command)
gateway_group.add_command(datasets_group)
gateway_group.add_command(demo_command)
gateway_group.add_command(doctor_command)
gateway_group.add_command(incident_group)
gateway_group.add_command(keys_group)
log_group.add_command(entries_command)
log_group.add_command(forks_command)
succeed_group.add_command(follow_command)
log_group.add_command(succeed_group)
log_group.add_command(rows_command)
gateway_group.add_command(log_group)
gateway_group.add_command(lookup_command)
gateway_group.add_command(people_group)
gateway_group.add_command(policies_group)
gateway_group.add_command(query_command)
gateway_group.add_command(receipts_group)
gateway_group.add_command(serve_command)
gateway_group.add_command(statistics_command)
gateway_group.add_command(storage_group)
gateway_group.add_command(subjects_group)
gateway_group.add_command(witness_group)


def main() -> None:
    """Run one command."""
    with spoken(sys.argv[1:]):
        gateway_group.main(prog_name="gateway")
