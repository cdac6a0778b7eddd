import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from benchmarks.data import write_sqlite
from benchmarks.house import build_house
from benchmarks.running import run_scenario
from benchmarks.scenarios import SCENARIOS
from benchmarks.signing import SigningPool
from benchmarks.stands import GatewayStand, PeerStand
from benchmarks.figures import spread, ratios
from dataclasses import replace


def main():
    sc = SCENARIOS[sys.argv[1]]
    with TemporaryDirectory() as f:
        f = Path(f)
        write_sqlite(f / "data.db")
        pool = SigningPool()

        def make(c):
            folder = f / c.name
            folder.mkdir()
            if c.is_gateway:
                return GatewayStand(
                    c, folder, build_house(folder / "state", source=f"sqlite:///{f}/data.db"), pool
                )
            return PeerStand(c, folder, f"sqlite:///{f}/data.db")

        try:
            res = run_scenario(
                replace(sc, rounds=int(sys.argv[2]) if len(sys.argv) > 2 else 3, seconds=3), make, print
            )
        finally:
            pool.close()
        subj = res[sc.subject.name]
        for name, rounds in res.items():
            print(
                name,
                "rate",
                round(spread([r.rate for r in rounds]).median),
                "p50",
                round(1e3 * spread([r.p50 for r in rounds]).median, 2),
                "p99",
                round(1e3 * spread([r.p99 for r in rounds]).median, 2),
                "cpu us",
                round(1e6 * spread([r.cpu_per_request for r in rounds]).median),
                "gen",
                round(spread([r.generator_share for r in rounds]).median, 2),
                "pss",
                rounds[-1].pss >> 20,
                "ratio",
                ratios([r.rate for r in subj], [r.rate for r in rounds]),
            )


if __name__ == "__main__":
    main()
