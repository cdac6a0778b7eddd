"""Texts: what one consumer gets, and what became of one exchange."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "unknown": Text("`{word}` tidak dikenal; yang ada: {known}", "`{word}` is unknown; there are: {known}"),
    "unknown-near": Text(
        "`{word}` tidak dikenal; mungkin maksudnya `{near}`?", "`{word}` is unknown; did you mean `{near}`?"
    ),
    "needs-question": Text(
        "sebutkan --consumer, --dataset dan --purpose, atau --exchange dengan --config",
        "name --consumer, --dataset and --purpose, or --exchange with --config",
    ),
    "exchange-alone": Text(
        "--exchange memerlukan --config, dan tidak dipakai bersama --consumer, --dataset, --purpose, --agreement atau --at",
        "--exchange needs --config, and goes without --consumer, --dataset, --purpose, --agreement and --at",
    ),
    # --- one exchange
    "exchange": Text(
        "{exchange}: entri {index}, {kind}, {outcome}", "{exchange}: entry {index}, {kind}, {outcome}"
    ),
    "refused": Text("  ditolak: {title} [{code}]", "  refused: {title} [{code}]"),
    "rule": Text("  aturannya tertulis di {place}", "  the rule stands at {place}"),
    "asked": Text(
        "  {consumer} atas {dataset}, tujuan {purpose}, perjanjian {agreement}",
        "  {consumer} over {dataset}, purpose {purpose}, agreement {agreement}",
    ),
    "bundle": Text(
        "  kebijakan {digest}, aturan versi {planner}", "  policy {digest}, rules of version {planner}"
    ),
    "agrees": Text(
        "  dihitung ulang dari kebijakan saat itu: semua putusan sama dengan yang dicatat",
        "  computed again from the policy of that day: every verdict is the one recorded",
    ),
    "differs": Text(
        "  dihitung ulang dari kebijakan saat itu: BERBEDA dengan yang dicatat pada {fields}",
        "  computed again from the policy of that day: DIFFERS from what was recorded on {fields}",
    ),
    "not-replayed-bundle": Text(
        "  tidak dihitung ulang: kebijakan saat itu tidak tersimpan utuh",
        "  not computed again: the policy of that day is not stored whole",
    ),
    "not-replayed-planner": Text(
        "  tidak dihitung ulang: dibuat menurut aturan versi {planner}, yang tidak ada di sini",
        "  not computed again: made by rules of version {planner}, which are not here",
    ),
    "nothing-recorded": Text(
        "  entri ini tidak memuat putusan per kolom; yang berikut menurut kebijakan saat itu",
        "  this entry holds no verdicts on fields; what follows is what the policy of that day says",
    ),
    "not-an-exchange": Text(
        "{exchange}: entri ini bukan permintaan data, jadi tidak ada putusan untuk dihitung ulang",
        "{exchange}: this entry is no request for data, so there is no verdict to compute again",
    ),
    "column-replayed": Text("dihitung ulang", "computed again"),
    "same": Text("sama", "same"),
}
