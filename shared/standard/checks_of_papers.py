"""What is wrong in the matrix of kinds and papers, and in the office's choices."""

from collections.abc import Iterator, Mapping, Sequence

from shared.errors import SetupError
from shared.standard.doubles import doubles
from shared.standard.items import EVERY_KIND, Need
from shared.standard.requirements import Matrix


def problems(matrix: Matrix, names: Mapping[str, str]) -> Iterator[SetupError]:
    """Everything wrong with the papers; `names` gives each file as shown to people."""
    yield from _matrix(names["matrix.toml"], matrix)
    yield from _choices(names["choices.toml"], matrix)


def _matrix(file: str, matrix: Matrix) -> Iterator[SetupError]:
    kinds = {each.code for each in matrix.kinds} | {EVERY_KIND}
    for kind in sorted(kinds - matrix.needs.keys() - {EVERY_KIND}):
        yield SetupError(file, f"needs.{kind}", "jenis permohonan ini belum punya daftar berkas")
    for kind, row in matrix.needs.items():
        if kind not in kinds:
            yield SetupError(file, f"needs.{kind}", f"jenis '{kind}' tidak ada di kinds.toml")
        yield from doubles(file, f"needs.{kind}", "item", row)
        yield from _row(file, f"needs.{kind}", row, matrix)


def _row(file: str, key: str, row: Sequence[Need], matrix: Matrix) -> Iterator[SetupError]:
    items = {each.code for each in matrix.items}
    groups = {each.code: each.min_met for each in matrix.groups}
    for place, need in enumerate(row, 1):
        for field, code in [("item", need.item), *(("replaces", each) for each in need.replaces)]:
            if code not in items:
                yield SetupError(
                    file, f"{key}[{place}].{field}", f"berkas '{code}' tidak ada di items.toml"
                )
        if need.group and need.group not in groups:
            yield SetupError(
                file, f"{key}[{place}].group", f"kelompok '{need.group}' tidak ada di [[groups]]"
            )
    for group, least in groups.items():
        members = sum(need.group == group for need in row)
        if 0 < members < least:
            yield SetupError(
                file,
                key,
                f"kelompok {group} meminta {least} berkas, padahal isinya hanya {members}",
            )


def _choices(file: str, matrix: Matrix) -> Iterator[SetupError]:
    kinds = {each.code for each in matrix.kinds}
    for place, code in enumerate(matrix.choices.referred, 1):
        if code not in kinds:
            yield SetupError(file, f"referred[{place}]", f"jenis '{code}' tidak ada di kinds.toml")
    for place, name in enumerate(matrix.choices.switched_off, 1):
        reason = _why_not_off(name, matrix)
        if reason:
            yield SetupError(file, f"switched_off[{place}]", reason)


def _why_not_off(name: str, matrix: Matrix) -> str:
    kind, _, item = name.rpartition(".")
    rows = [matrix.needs.get(kind, ())] if kind else list(matrix.needs.values())
    needs = [need for row in rows for need in row if need.item == item]
    if not needs:
        return f"tidak ada berkas '{name}' di matrix.toml"
    if not any(need.outside_standard for need in needs):
        return f"{item} diminta standar (pasal {needs[0].clause}), tidak dapat dimatikan"
    return ""
