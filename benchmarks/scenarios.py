"""Every scenario by name."""

from benchmarks.scenario import Contender, Goal, Load, Scenario

SINERGI = Contender("sinergi", "gateway")
PLAIN = Contender("plain", "plain_flask")
DIRECT = Contender("direct", "direct")

_ALL = (
    Scenario(
        "rows100",
        "100 rows, data and log on SQLite",
        (SINERGI, PLAIN, DIRECT),
        (Load("query", 100),),
        (Goal("rate", 5.0, True, "plain"), Goal("rate", 0.75, True, "direct"), Goal("tail", 4.0, False)),
    ),
)
SCENARIOS = {scenario.name: scenario for scenario in _ALL}
