"""`gateway policies`: what officers do with policy files, and with what is active; one file a command."""

from gateway.cli.grammar import group
from gateway.cli.policies_active import activate_command, suspend_command
from gateway.cli.policies_check import check_command
from gateway.cli.policies_diff import diff_command
from gateway.cli.policies_exemptions import exemptions_command
from gateway.cli.policies_explain import explain_command
from gateway.cli.policies_export import odrl_command, schema_command
from gateway.cli.policies_init import init_command
from gateway.cli.policies_matrix import matrix_group
from gateway.cli.policies_prove import prove_command
from gateway.cli.policies_render import render_command
from gateway.cli.policies_sign import sign_command
from gateway.cli.policies_sql import audit_sql_command
from gateway.cli.policies_test import test_command


@group("policies", help="policies")
def policies_group() -> None:
    """Hold the commands on policy files."""


policies_group.add_command(activate_command)
policies_group.add_command(audit_sql_command)
policies_group.add_command(check_command)
policies_group.add_command(diff_command)
policies_group.add_command(exemptions_command)
policies_group.add_command(explain_command)
policies_group.add_command(init_command)
policies_group.add_command(matrix_group)
policies_group.add_command(odrl_command)
policies_group.add_command(schema_command)
policies_group.add_command(prove_command)
policies_group.add_command(render_command)
policies_group.add_command(sign_command)
policies_group.add_command(suspend_command)
policies_group.add_command(test_command)
