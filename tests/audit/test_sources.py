"""Where pages come from: lists, sitemaps, folders and archives, each with its own kinds of damage."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claimlight.audit.addresses import Bounds, page_address, patterns, site
from claimlight.audit.sources import Lost, archive_pages, folder_pages, listed_pages, sitemap_pages
from claimlight.audit.sources.listed import file_pages
from claimlight.audit.words import Failure, Fetched

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def split(items) -> tuple[list[str], list[Lost]]:
    items = list(items)
    return [item.address for item in items if not isinstance(item, Lost)], [item for item in items if isinstance(item, Lost)]


def reader(files: dict[str, bytes]):
    def read(address: str) -> Fetched:
        if address not in files:
            raise Failure("status", "The server answered 404.")
        return Fetched(address, address, 200, "", (), (), files[address], "", 0.0)

    return read


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Clinic.Example/a", "https://clinic.example/a"),
        ("https://clinic.example/a?utm_source=x&b=2&a=1#top", "https://clinic.example/a?a=1&b=2"),
        (" http://clinic.example ", "http://clinic.example/"),
        ("https://m\u00fcnchen.example/\u00e4", "https://xn--mnchen-3ya.example/%C3%A4"),
    ],
)
def test_a_page_has_one_address(written, address):
    assert page_address(written) == address


@pytest.mark.parametrize("written", ["", "javascript:alert(1)", "mailto:a@b.c", "http://", "http://[::1", "https://user:secret@clinic.example/", "ftp://x/"])
def test_what_is_no_web_address_is_refused(written):
    with pytest.raises(Failure) as caught:
        page_address(written)
    assert caught.value.cause == "bad-address"


def test_a_site_is_its_registered_domain():
    assert site("https://www.clinic.co.uk/x") == site("https://blog.clinic.co.uk/") == "clinic.co.uk"
    assert site("http://127.0.0.1:8000/x") == "127.0.0.1:8000"


def test_a_crawl_keeps_to_its_site_and_to_pages():
    bounds = Bounds(include=patterns(["/en/"]), exclude=patterns(["/blog/"]))
    start = "https://clinic.example/en/"
    assert bounds.follow(start, "https://www.clinic.example/en/prp")
    for left in ("https://other.example/en/", "https://clinic.example/de/", "https://clinic.example/en/blog/1", "https://clinic.example/en/price.pdf"):
        assert not bounds.follow(start, left)
    with pytest.raises(ValueError, match="not a regular expression"):
        patterns(["("])


def test_a_list_is_read_line_by_line(tmp_path: Path):
    path = tmp_path / "partners.csv"
    path.write_text("\ufeffurl,owner\n# ours\nhttps://a.example/,Ann\n\nhttps://a.example/#x,Bob\nnot a page at all\n", encoding="utf-8")
    pages, lost = split(file_pages(path))
    assert pages == ["https://a.example/"]
    assert [item.place for item in lost] == [f"{path}, line 6"]
    pages, lost = split(file_pages(tmp_path / "missing.txt"))
    assert not pages and "No such file" in lost[0].failure.detail
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x81")
    assert split(file_pages(tmp_path / "binary.txt"))[1][0].failure.cause == "file"


def test_an_address_that_is_none_is_lost_alone():
    pages, lost = split(listed_pages(["https://a.example/1", "nonsense:", "https://a.example/2"]))
    assert pages == ["https://a.example/1", "https://a.example/2"] and len(lost) == 1


def test_a_sitemap_leads_to_others_packed_or_plain_and_to_itself():
    files = {
        "https://a.example/sitemap.xml": f"<sitemapindex {NAMESPACE}><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap>"
        f"<sitemap><loc>https://a.example/sitemap.xml</loc></sitemap><sitemap><loc>/2.txt</loc></sitemap>"
        f"<sitemap><loc>https://a.example/gone.xml</loc></sitemap></sitemapindex>".encode(),
        "https://a.example/1.xml.gz": gzip.compress(f"<urlset {NAMESPACE}><url><loc> https://a.example/x </loc><lastmod>2024</lastmod></url></urlset>".encode()),
        "https://a.example/2.txt": b"https://a.example/x\nhttps://a.example/y\n",
    }
    pages, lost = split(sitemap_pages("https://a.example/sitemap.xml", reader(files)))
    assert pages == ["https://a.example/x", "https://a.example/y"]
    assert [item.place for item in lost] == ["https://a.example/gone.xml"]


@pytest.mark.parametrize(
    ("body", "pages", "said"),
    [
        (f"<urlset {NAMESPACE}><url><loc>https://a.example/x</loc></url><url><loc>https://a".encode(), 1, "breaks off"),
        (f"<urlset {NAMESPACE}><url><loc>https://a.example/x</loc></url><url></wrong></urlset>".encode(), 1, "damaged"),
        (f"<urlset {NAMESPACE}><url><loc>https://a.example/\x01x</loc></url><url><loc>https://a.example/y</loc></url></urlset>".encode(), 2, "2 entries were read"),
        (f"<urlset {NAMESPACE}><url><loc>https://a.example/x</loc><image:image/></url></urlset>".encode(), 1, ""),
        (b"<html><body>Not found</body></html>", 0, "is it a sitemap"),
        (f"<urlset {NAMESPACE}></urlset>".encode(), 0, "is it a sitemap"),
        (b"<<<", 0, "nothing of it can be read"),
        (b" \n", 0, "is it a sitemap"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, "is it a sitemap"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><urlset><url><loc>https://a.example/x</loc></url></urlset>", 1, ""),
        (gzip.compress(b"<urlset>", mtime=0)[:-4], 0, "breaks off"),
        (gzip.compress(b"<urlset><url><loc>https://a.example/x</loc></url></urlset>", mtime=0)[:-4], 1, "packed answer breaks off. 1 entry"),
        (gzip.compress(b"https://a.example/x\nhttps://a.exam", mtime=0)[:-4], 1, "packed answer breaks off"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>https://a.example/&b;</loc></url></urlset>', 0, ""),
    ],
    ids=["cut off", "wrong end", "wrong sign", "unknown prefix", "no sitemap", "empty", "no XML", "nothing at all", "a picture", "a sign before it", "cut off while packed", "its packing cut off", "a packed list cut off", "swelling"],
)
def test_a_damaged_sitemap_loses_only_what_is_damaged(body, pages, said):
    found, lost = split(sitemap_pages("https://a.example/s.xml", reader({"https://a.example/s.xml": body})))
    assert all(address.startswith("https://a.example/") for address in found)
    if said:
        assert len(found) == pages and said in lost[0].failure.detail
    else:
        assert len(found) <= 1 and not lost


@pytest.mark.parametrize("written", ["?a=1&amp;b=2", "?a=1&b=2", "<![CDATA[?a=1&b=2]]>", "<![CDATA[?a=1]]>&b=2"])
def test_an_address_may_be_written_in_any_way(written):
    body = f"<urlset {NAMESPACE}><url><loc>https://a.example/{written}</loc></url></urlset>".encode()
    assert split(sitemap_pages("https://a.example/s.xml", reader({"https://a.example/s.xml": body}))) == (["https://a.example/?a=1&b=2"], [])


def test_a_run_without_a_sitemap_does_not_wait_for_its_reader():
    asked = "import sys, claimlight.audit.run; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], timeout=60, check=False).returncode == 0


def test_a_huge_sitemap_is_read_up_to_the_protocols_limit():
    body = (f"<urlset {NAMESPACE}>" + "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(50_010)) + "</urlset>").encode()
    pages, lost = split(sitemap_pages("https://a.example/s.xml", reader({"https://a.example/s.xml": body})))
    assert len(pages) == 50_000 and "50,000" in lost[0].failure.detail


def test_saved_pages_are_found_in_folders(tmp_path: Path):
    for name in ("b/2.html", "a/1.HTM", "a/notes.txt", ".hidden/3.html"):
        path = tmp_path / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>x</p>")
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    (tmp_path / "saved" / "out.html").symlink_to(tmp_path / "secret.html")
    pages, lost = split(folder_pages(tmp_path / "saved"))
    assert [address.rpartition("/")[2] for address in pages] == ["1.HTM", "2.html"]
    assert len(lost) == 1 and "leads out" in lost[0].failure.detail


def archive(path: Path, count: int, packed: bool = True, host: str = "a.example") -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        for number in range(count):
            for kind, body in (("text/html", f"<p>Page {number}</p>".encode()), ("image/png", b"png")):
                headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                address = f"https://{host}/{number}" + ("" if kind == "text/html" else ".png")
                writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(body), len(body), http_headers=headers))
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages(tmp_path: Path, packed: bool):
    items = list(archive_pages(archive(tmp_path / "a.warc", 3, packed), 1_000_000))
    assert [wanted.address for wanted, _ in items] == [f"https://a.example/{number}" for number in range(3)]
    assert items[1][1].body == b"<p>Page 1</p>" and items[1][1].header("content-type") == "text/html"


def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.write(archive(tmp_path / "a.warc.gz", 2), "archive/data.warc.gz")
        packed.writestr("datapackage.json", "{}")
    assert len(list(archive_pages(tmp_path / "a.wacz", 1_000_000))) == 2
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w") as packed:
        packed.writestr("x", "y")
    assert next(archive_pages(tmp_path / "empty.wacz", 1)).failure.cause == "archive"


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_breaks_off_anywhere_loses_only_its_end(tmp_path: Path, packed: bool):
    whole = archive(tmp_path / "a.warc", 2, packed)
    with whole.open("rb") as stream:
        records = ArchiveIterator(stream)
        begins = [records.get_record_offset() for _ in records]
    cut = tmp_path / "cut.warc"
    for number, (begin, end) in enumerate(zip(begins, [*begins[1:], whole.stat().st_size])):
        for place in range(begin + 1, end - 20, 7):
            cut.write_bytes(whole.read_bytes()[:place])
            *pages, lost = archive_pages(cut, 1_000_000)
            assert isinstance(lost, Lost) and lost.failure.cause == "archive", place
            assert [fetched.body for _, fetched in pages] == [b"<p>Page 0</p>", b"<p>Page 1</p>"][: (number + 1) // 2], place


def test_what_is_no_archive_is_said(tmp_path: Path):
    (tmp_path / "no.warc").write_bytes(b"this is no archive\n" * 10)
    assert list(archive_pages(tmp_path / "no.warc", 1))[0].failure.cause == "archive"
    assert list(archive_pages(tmp_path / "missing.warc", 1))[0].failure.cause == "archive"


def test_a_page_in_an_archive_that_is_too_large_is_lost_alone(tmp_path: Path):
    items = list(archive_pages(archive(tmp_path / "a.warc.gz", 2), 5))
    assert [item.failure.cause for item in items] == ["too-large", "too-large"]
