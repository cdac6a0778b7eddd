"""Texts: what came of cases, what they cover, and which changes none of them notices."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "none": Text(
        "tidak ada kasus di `{folder}/agreements`; tulis `<uid>.cases.yaml` di samping perjanjiannya",
        "there are no cases in `{folder}/agreements`; write `<uid>.cases.yaml` beside its agreement",
    ),
    "failed": Text("{place} GAGAL: {name}", "{place} FAILED: {name}"),
    "passed": Text("{passed} kasus berhasil, {failed} gagal", "{passed} cases passed, {failed} failed"),
    # --- what differs
    "not-refused": Text(
        "seharusnya ditolak ({code}), tetapi dijawab", "should be refused ({code}), but is answered"
    ),
    "refused": Text(
        "seharusnya dijawab, tetapi ditolak: {code} ({problem})",
        "should be answered, but is refused: {code} ({problem})",
    ),
    "refused-otherwise": Text(
        "seharusnya ditolak dengan {expected}, tetapi ditolak dengan {code} ({problem})",
        "should be refused as {expected}, but is refused as {code} ({problem})",
    ),
    "rows-refused": Text(
        "baris kasus tidak dapat dijawab: {problem}", "the case's rows cannot be answered: {problem}"
    ),
    "withheld": Text(
        "{field} seharusnya diberikan, tetapi tidak diberikan: {reason}",
        "{field} should leave, but is withheld: {reason}",
    ),
    "leaves": Text(
        "{field} tidak disebut kasus, tetapi diberikan ({how}) menurut {place}",
        "{field} is not listed by the case, but leaves ({how}) by {place}",
    ),
    "leaves-otherwise": Text(
        "{field} seharusnya diberikan sebagai {expected}, tetapi sebagai {how}",
        "{field} should leave as {expected}, but leaves as {how}",
    ),
    "no-field": Text("{field} tidak ada dalam kontrak", "{field} does not exist in the contract"),
    "count": Text(
        "jumlah seharusnya {expected}, tetapi {count}", "the count should be {expected}, but is {count}"
    ),
    "row-count": Text(
        "seharusnya {expected} baris yang dijawab, tetapi {count}",
        "{expected} rows should be answered, but {count} are",
    ),
    "value": Text("baris {row}: {field} berisi {value}", "row {row}: {field} is {value}"),
    "null": Text("(kosong)", "(null)"),
    "row-lacks": Text("baris {row}: {field} tidak diberikan", "row {row}: {field} does not leave"),
    # --- coverage
    "shown-permission": Text("izin: {shown} dari {whole} diuji", "permissions: {shown} of {whole} tested"),
    "shown-field": Text("kolom: {shown} dari {whole} diuji", "fields: {shown} of {whole} tested"),
    "shown-rule": Text(
        "bagian aturan baris: {shown} dari {whole} diuji", "parts of row rules: {shown} of {whole} tested"
    ),
    "shown-transform": Text(
        "pengubahan: {shown} dari {whole} diuji", "transforms: {shown} of {whole} tested"
    ),
    "not-shown-permission": Text(
        "{place} izin {permission} tidak diuji satu kasus pun",
        "{place} no case tests the permission {permission}",
    ),
    "not-shown-field": Text(
        "{place} izin {permission}: tidak ada kasus yang memberikan {what}",
        "{place} permission {permission}: in no case does {what} leave",
    ),
    "not-shown-rule": Text(
        "{place} izin {permission}: aturan atas {what} belum diuji dengan baris yang lolos dan yang tidak lolos",
        "{place} permission {permission}: no case has rows both kept and dropped by the rule on {what}",
    ),
    "not-shown-transform": Text(
        "{place} izin {permission}: tidak ada kasus yang menguji {what}",
        "{place} permission {permission}: no case tests {what}",
    ),
    # --- changes that no case notices
    "survived": Text(
        "{place} tidak ada kasus yang gagal bila {change}", "{place} no case fails when {change}"
    ),
    "survivors": Text(
        "{count} perubahan aturan tidak disadari satu kasus pun",
        "{count} changes of the rules are noticed by no case",
    ),
    "not-mutated": Text(
        "--mutate dilewati: perbaiki dahulu kasus yang gagal",
        "--mutate was left out: mend the failing cases first",
    ),
    "mutant-removed": Text("izin {permission} dihapus", "permission {permission} is removed"),
    "mutant-valid-from": Text("perjanjian mulai berlaku {day}", "the agreement begins on {day}"),
    "mutant-valid-until": Text("perjanjian berlaku sampai {day}", "the agreement lasts until {day}"),
    "mutant-released": Text(
        "izin {permission} memberikan {member}", "permission {permission} releases {member}"
    ),
    "mutant-untransformed": Text(
        "izin {permission} memberikan {member} apa adanya",
        "permission {permission} releases {member} untouched",
    ),
    "mutant-withheld": Text(
        "izin {permission} tidak memberikan {member}", "permission {permission} withholds {member}"
    ),
    "mutant-rule-dropped": Text(
        "izin {permission} kehilangan aturan barisnya", "permission {permission} loses its row rule"
    ),
    "mutant-rule-wider": Text(
        "aturan baris izin {permission} dilonggarkan", "the row rule of {permission} is widened"
    ),
    "mutant-rule-narrower": Text(
        "aturan baris izin {permission} diperketat", "the row rule of {permission} is narrowed"
    ),
    "mutant-requires": Text(
        "izin {permission} tidak lagi meminta {member}", "permission {permission} no longer requires {member}"
    ),
    "mutant-no-query": Text(
        "izin {permission} kehilangan hak `query`", "permission {permission} loses its right to `query`"
    ),
    "mutant-no-lookup": Text(
        "izin {permission} kehilangan hak `lookup`", "permission {permission} loses its right to `lookup`"
    ),
    "mutant-filter": Text(
        "izin {permission} boleh menyaring menurut {member}", "permission {permission} may filter by {member}"
    ),
    "mutant-sort": Text(
        "izin {permission} boleh mengurutkan menurut {member}", "permission {permission} may sort by {member}"
    ),
    "mutant-count": Text("izin {permission} memberikan jumlah baris", "permission {permission} gives counts"),
}
