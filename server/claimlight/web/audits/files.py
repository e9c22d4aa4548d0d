"""A list as a file that holds all of it: CSV, a workbook or JSON."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from flask import Response, jsonify

from ...audit.exports.sheets import CELL, safe

FORMS = ("csv", "xlsx", "json")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file(form: str, name: str, rows: list[dict], **told: object) -> Response:
    """`rows` as a file of one of `FORMS`; in JSON they stand under `name`, after what else is told of them."""
    if form == "json":
        return jsonify({**told, name: rows})
    titles = list(rows[0]) if rows else []
    if form == "csv":
        out = io.StringIO()
        lines = csv.writer(out)
        lines.writerow(titles)
        lines.writerows([safe(value) for value in row.values()] for row in rows)
        made, kind = ("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8"
    else:
        made, kind = _workbook(titles, rows), _WORKBOOK
    return Response(made, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}.{form}"})


def _workbook(titles: list[str], rows: list[dict]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, titles, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [value[:CELL] if isinstance(value, str) else value for value in row.values()])
    return out.getvalue()
