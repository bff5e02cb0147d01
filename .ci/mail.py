#!/usr/bin/env python3
"""Makes messages of a sample and holds them against Python's reader of mail: mail.py EXAMPLE SAMPLE FOLDER PLENARY.

EXAMPLE is the example `mail`, which writes the messages of an event and a list into a folder. Names, subject and file
are in several scripts. Checked of each message: no defect in any part or field, decoded names and subjects, text and
HTML, the picture, the attachment's SHA-256 (that of the file that PLENARY builds), 7 bits, CRLF alone, lines of at most 998 bytes.

Python before 3.13.2 keeps the space between two encoded words of a name, which RFC 2047 takes away, so names are compared by their
words. One finding is expected: the attachment's name stands twice, as `filename*` by RFC 2231 and as `filename` in ASCII for
programs that know no more. Python calls the second a duplicate, and takes the first."""
import csv
import email
import email.policy
import hashlib
import pathlib
import shutil
import subprocess
import sys

NAMES = ["Əli Şahin", "İnci Yağmur Çağlar Öztürk", "زہرہ احمد خان", "سلمى بنت خالد", 'Holm, J. "Jon" <b>', "Liv Aradóttir",
         "=?utf-8?q?no?= *name*", "Şəhla " * 20 + "Quliyeva"]
SUBJECT = "Selin çayı: a subject that is longer than a line of a message may be, and so is folded"
FILE, ASCII = "Selin broşürü – İyun.pdf", "Selin brosuru - Iyun.pdf"
DUPLICATE = "duplicate parameter name; duplicate ignored"

failures = []


def check(holds, message):
    if not holds:
        failures.append(message)


def defects(part):
    found = [str(defect) for defect in part.defects]
    for name, value in part.items():
        found += [f"{name}: {defect}" for defect in getattr(value, "defects", ())
                  if not (name == "Content-Disposition" and DUPLICATE in str(defect))]
    return found


def look(path, name):
    raw = path.read_bytes()
    check(max(map(len, raw.split(b"\r\n"))) <= 998, f"{path.name}: a line over 998 bytes")
    plain = raw.replace(b"\r\n", b"")
    check(b"\n" not in plain and b"\r" not in plain, f"{path.name}: a line end that is not CRLF")
    check(max(raw) < 128, f"{path.name}: not 7 bits")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    for part in mail.walk():
        check(not defects(part), f"{path.name}: {part.get_content_type()}: {defects(part)}")
    check(mail["subject"] == f"{SUBJECT} – {' '.join(name.split())}", f"{path.name}: subject {mail['subject']!r}")
    to, = mail["to"].addresses
    check(" ".join(to.display_name.split()) == " ".join(name.split()), f"{path.name}: name {to.display_name!r}")
    check(f"{to.username}@{to.domain}.eml" == path.name, f"{path.name}: address {to}")
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    for form, words in (("text", text), ("HTML", html)):
        check("Dear" in words and "attached" in words, f"{path.name}: no letter in the {form}")
    check(name.split()[0] in text, f"{path.name}: no name in the text")
    picture, = [part for part in mail.walk() if part.get_content_type() == "image/jpeg"]
    check("cid:" + picture["content-id"].strip("<>") in html, f"{path.name}: the picture is not shown")
    attachment, = mail.iter_attachments()
    check(attachment.get_content_type() == "application/pdf", f"{path.name}: no PDF file is attached")
    check(attachment.get_filename() == FILE, f"{path.name}: file name {attachment.get_filename()!r}")
    check(f'filename="{ASCII}"' in raw.decode("ascii", "replace"), f"{path.name}: no ASCII name beside it")
    content = attachment.get_content()
    check(content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF"), f"{path.name}: the file is not whole")
    return hashlib.sha256(content).hexdigest()


def main():
    program, sample, folder, plenary = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
    shutil.copytree(sample, folder)
    event = folder / "event.yaml"
    with event.open("a", encoding="utf-8") as file:
        file.write(f"\nmail:\n  from: Meridian İnstitutu <office@meridian.example>\n"
                   f"  subject: \"{SUBJECT} – {{{{ attendee.name }}}}\"\n"
                   f"  body: |\n    Dear {{{{ attendee.name }}}},\n\n    the report of *{{{{ title }}}}* is attached.\n"
                   f"  file_name: {FILE}\n  first_page: true\n")
    people = folder / "people.csv"
    with people.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Name", "email"])
        rows.writerows([name, f"guest{number}@port.example"] for number, name in enumerate(NAMES))
    for run in ("one", "two"):
        subprocess.run([program, event, people, folder / run], check=True)
    paths = sorted((folder / "one").glob("*.eml"))
    check(len(paths) == len(NAMES), f"{len(paths)} messages for {len(NAMES)} names")
    files = {look(path, NAMES[int(path.name[5:].split("@")[0])]) for path in paths}
    check(len(files) == 1, "the attached file is not the same for all")
    for path in paths:
        check(path.read_bytes() == (folder / "two" / path.name).read_bytes(), f"{path.name}: two runs differ")
    subprocess.run([plenary, "build", event, "-o", folder / "built.pdf"], check=True)
    check({hashlib.sha256((folder / "built.pdf").read_bytes()).hexdigest()} == files, "`plenary build` makes another file")
    print("\n".join(failures) or f"{len(paths)} messages without a defect")
    sys.exit(bool(failures))


main()
