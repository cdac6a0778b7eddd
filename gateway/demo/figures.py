"""Between the acts: nobody is given voters as rows, and the police get their numbers as one frozen table."""

from collections import Counter

from gateway.demo import sample
from gateway.demo.ceremony import KPU, POLRES
from gateway.demo.exchanges import AGREEMENT, SHOWN_ROWS, find_statement
from gateway.demo.stage import Stage

DPT = f"{KPU.uid}/dpt"
TABLE, PURPOSE = "pemilih-per-desa", "pengamanan-tps"


def show_figures(stage: Stage) -> None:
    """Play the scene."""
    client, text = stage.clients[KPU.uid], stage.narrator.text
    stage.narrator.line("asks-table", consumer=POLRES.title, provider=KPU.title, table=TABLE, purpose=PURPOSE)
    figures = client.statistics(DPT, TABLE, agreement=AGREEMENT, purpose=PURPOSE)
    again = client.statistics(DPT, TABLE, agreement=AGREEMENT, purpose=PURPOSE)
    for each in (figures, again):
        stage.tally.exchanges += 1
        stage.answers.append((KPU.uid, each))
    shown = {(row[0], row[1]) for row in figures.data}
    small = {group for group, count in _groups().items() if count < figures.k}
    stage.narrator.held(
        stage.tally.check(bool(shown) and not shown & small),
        text("table-arrived", rows=len(figures.data), k=figures.k, exchange=figures.exchange_id),
    )
    stage.narrator.held(stage.tally.check(figures.body == again.body), text("table-frozen"))
    stage.narrator.table(figures.heading, [list(row) for row in figures.data[:SHOWN_ROWS]])
    stage.narrator.line("statement")
    stage.narrator.plain(f"  {find_statement(stage, KPU, figures.exchange_id)}")


def _groups() -> Counter[tuple[object, object]]:
    """Count the sample's voters by village and sex, as nobody outside may."""
    table = sample.tables()[DPT]
    names = [column.name for column in table.columns]
    village, sex = names.index("kode_desa"), names.index("jenis_kelamin")
    return Counter((row[village], row[sex]) for row in table.rows)
