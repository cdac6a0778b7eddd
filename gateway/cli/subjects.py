"""`gateway subjects`: who was given data about a person, what they are not told yet, and erasure."""

from gateway.cli.grammar import group
from gateway.cli.subjects_erase import erase_command
from gateway.cli.subjects_hold import hold_command, holds_command, release_command
from gateway.cli.subjects_report import report_command


@group("subjects", help="subjects")
def subjects_group() -> None:
    """Hold the commands on persons whose data was exchanged."""


for _command in (report_command, hold_command, release_command, holds_command, erase_command):
    subjects_group.add_command(_command)
