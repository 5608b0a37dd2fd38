"""Workbooks that are small as files and boundless when they are read, of each kind, by hand."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SECTOR = 512
NONE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xlsx(rows: str, text: str = "x") -> bytes:
    """A workbook with these rows, whose cells may all have the text: `<c t="s"><v>0</v></c>`."""
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="one" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Groups" sheetId="1" r:id="one"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="one" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="two" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, xml in files.items():
            packed.writestr(name, xml)
    return content.getvalue()


def ods(rows: str) -> bytes:
    """What LibreOffice writes, and no more of it than is needed."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind)
        packed.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Groups">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def xls(cells: list[tuple[int, int]], text: str = "x") -> bytes:
    """A workbook of Excel 97 whose cells, by row and column, all have the same text."""
    strings = struct.pack("<IIHB", 1, 1, len(text), 0) + text.encode("latin-1")
    name = struct.pack("<BBBB", 0, 0, 6, 0) + b"Groups"

    def head(at: int) -> bytes:
        sheet = record(0x85, struct.pack("<I", at) + name)
        return beginning(5) + sheet + record(0xFC, strings) + record(0x0A)

    rows = b"".join(record(0xFD, struct.pack("<HHHI", *cell, 0, 0)) for cell in cells)
    return compound(head(len(head(0))) + beginning(0x10) + rows + record(0x0A))


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def beginning(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))


def compound(stream: bytes) -> bytes:
    """The file of OLE that such a workbook lies in: a head, one table of sectors, a folder."""
    stream = stream.ljust(4096, b"\0")  # less than that would have to lie elsewhere
    sectors = -(-len(stream) // SECTOR)
    chain = [FAT, END, *range(3, sectors + 2), END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[NONE] * 108)
    folder = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, -1, 2, len(stream))
    table = struct.pack("<128I", *chain, *[NONE] * (128 - len(chain)))
    return head + table + folder.ljust(SECTOR, b"\0") + stream.ljust(sectors * SECTOR, b"\0")


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBBiii", len(spelt), kind, 1, -1, -1, child)
    return spelt.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)


CELL = '<c t="s"><v>0</v></c>'
FAR_OFF = xls([(0, 0), (65_535, 255)])
# sixty thousand letters in each of a hundred thousand cells
SHARED = xlsx(f"<row>{CELL * 100}</row>" * 1000, "x" * 60_000)
# eighteen million cells, without saying where they are
SIDE_BY_SIDE = xlsx(f"<row>{CELL * 1000}</row>{'<row/>' * 17_999}<row>{CELL}</row>")
# of which the reader itself falls over: it says that it lies where small ones do, and does not
PANIC = xls([(0, 0)]).replace(struct.pack("<IQ", 2, 4096), struct.pack("<IQ", 2, 4000))
# a long text a million times over
REPEATED = ods(
    '<table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell office:value-type="string">'
    f"<text:p>{'x' * 9000}</text:p></table:table-cell></table:table-row>"
)
# eighteen million cells, of which eleven thousand have something in them
TWICE_REPEATED = ods(
    '<table:table-row table:number-rows-repeated="9000"><table:table-cell '
    'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="2000" '
    'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)
