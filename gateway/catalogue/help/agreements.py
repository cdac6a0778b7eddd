"""Help: `gateway agreements`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "agreements": Text("Perjanjian antara dua gerbang.", "Agreements between two gateways."),
    "agreements.inspect": Text(
        "Periksa naskah PDF: siapa yang menandatangani, dan apakah itu berkas yang dijalankan.",
        "Inspect a PDF: who signed it, and whether it is the file that runs.",
    ),
    "agreements.import": Text(
        "Ambil perjanjian dari naskah PDF ke folder kebijakan, beserta naskahnya.",
        "Take an agreement from a PDF into the policy folder, together with the PDF.",
    ),
    "agreements.propose": Text(
        "Kirim sebuah perjanjian, beserta semua yang dirujuknya, kepada gerbang badan publik lain.",
        "Send an agreement, and all that it refers to, to another agency's gateway.",
    ),
    "agreements.inbox": Text(
        "Tampilkan usulan yang masuk dan keluar, atau tulis satu usulan ke sebuah folder.",
        "Show the proposals that came and went, or write one to a folder.",
    ),
    "agreements.accept": Text(
        "Tulis sebuah usulan ke folder kebijakan, tanda tangani perjanjiannya, kirim balik tanda tangannya.",
        "Write a proposal to the policy folder, sign its agreement, and send the signature back.",
    ),
    "agreements.reject": Text("Tolak sebuah usulan, dengan alasan.", "Reject a proposal, and say why."),
    "agreements.compare": Text(
        "Bandingkan versi perjanjian yang aktif di sini dan di gerbang lain; yang berbeda tidak memberi data.",
        "Compare the versions that are active here and at the other gateways; what differs releases nothing.",
    ),
    "propose-uid": Text(
        "Uid perjanjian dalam folder kebijakan.", "Uid of the agreement in the policy folder."
    ),
    "propose-to": Text("Badan publik yang dikirimi.", "The agency to send it to."),
    "parcel-digest": Text(
        "Sidik jari usulan; beberapa angka awalnya cukup.",
        "Digest of the proposal; its first digits are enough.",
    ),
    "inbox-export": Text(
        "Tulis berkas usulan ke folder baru ini, untuk dibandingkan.",
        "Write the proposal's files to this new folder, to be compared.",
    ),
    "reject-reason": Text(
        "Alasan penolakan, untuk pengusulnya.", "Why it is rejected, for the one who proposed it."
    ),
    "compare-with": Text(
        "Hanya gerbang badan publik ini; bila tidak disebut, semuanya.",
        "Only this agency's gateway; every one unless given.",
    ),
    "paper-file": Text("Naskah perjanjian (PDF).", "The agreement's page (PDF)."),
    "paper-folder": Text(
        "Folder kebijakan: bandingkan dengan berkasnya, dan sebut nama pejabat menurut berkas kepercayaan.",
        "A policy folder: compare with its file, and name the officials by its trust files.",
    ),
    "paper-config": Text(
        "Berkas pengaturan gerbang: pakai sertifikat akar dalam `[paper] roots`.",
        "A gateway's settings: use the root certificates of its `[paper] roots`.",
    ),
    "paper-root": Text(
        "Sertifikat akar tepercaya (.pem); boleh berulang.",
        "A pinned root certificate (.pem); may be repeated.",
    ),
}
