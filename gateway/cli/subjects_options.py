"""What the commands on persons have in common: who acts, and in which time zone days are meant."""

import click

from gateway.cli.grammar import option
from gateway.cli.plain_text import plain
from gateway.policy import ZONES

DAY = click.DateTime(["%Y-%m-%d"])

official_option = option("--official", required=True, callback=plain, help="subject-official")
zone_option = option(
    "--timezone", "zone", type=click.Choice(tuple(ZONES)), default="Asia/Jakarta", help="subject-timezone"
)
