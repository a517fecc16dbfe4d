# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floors of the house: fails on an include that points up, or sideways where the map has no door.

Link rules alone do not keep the floors apart: a target that links only Qt6::Core still accepts
<QtWidgets/QWidget>. So the includes themselves are read, the project's own and Qt's.
"""
import os
import pathlib
import re
import sys
import tempfile

ONE = {"event", "json", "template", "sigv4", "eventbridge"}
TWO = {"net", "credentials"}
THREE = {"delivery", "sandbox", "scenario"}

# room -> rooms it may use beside itself
MAY_USE = {
    "event": set(),
    "json": set(),
    "sigv4": set(),
    "template": {"event", "json"},
    "eventbridge": {"event", "json"},
    "net": ONE,
    "credentials": ONE | {"net"},
    "scenario": ONE,
    "sandbox": ONE | TWO,
    "delivery": ONE | TWO,
    "composer": ONE | TWO | THREE,
    "cli": ONE | TWO | THREE,
    "ui": ONE | TWO | THREE | {"composer"},
}
# room -> Qt modules beside QtCore
QT = {
    "net": {"QtNetwork"},
    "credentials": {"QtNetwork", "qt6keychain"},
    "sandbox": {"QtNetwork", "QtHttpServer"},
    "delivery": {"QtNetwork", "QtSql"},
    "composer": {"QtGui"},
    "cli": {"QtNetwork"},
    "ui": {"QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtDBus", "Qsci"},
}
# headers that one file alone may include
ALONE = {"QNetworkAccessManager": "app/net/qthttptransport.cpp"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
QT_ROOTS = [pathlib.Path(p) for p in ("/usr/include/x86_64-linux-gnu/qt6", "/usr/include/aarch64-linux-gnu/qt6",
                                      "/usr/include/qt6", "/usr/lib/qt6/include")]


def qt_modules():
    """Header name -> module, from the Qt that is installed."""
    found = {}
    for root in QT_ROOTS:
        for folder in sorted(root.glob("Qt*")) if root.is_dir() else []:
            for header in folder.iterdir():
                found.setdefault(header.name, folder.name)
    return found


def violations(root, modules):
    """All includes below root that the map has no door for, as readable lines."""
    wrong = []
    read = 0
    files = [p for top in ("app", "ui") for p in sorted((root / top).rglob("*")) if p.suffix in (".h", ".cpp")]
    for path in files:
        read += 1
        where = path.relative_to(root)
        if where.name == "precompiled.h":
            continue  # read by every room, named by none
        room = "ui" if where.parts[0] == "ui" else where.parts[1]
        if room not in MAY_USE:
            wrong.append(f"{where}: the room {room} is not on the map of the house")
            continue
        for bracket, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            first = name.split("/")[0]
            alone = ALONE.get(name.split("/")[-1])
            if alone and str(where) != alone and str(where) != alone.replace(".cpp", ".h"):
                wrong.append(f"{where}: only {alone} includes {name}")
            if bracket == '"':
                if first != room and first not in MAY_USE[room]:
                    wrong.append(f"{where}: {room} must not know {first} ({name})")
                continue
            if first.startswith("Qt") and "/" in name:
                module = first
            elif first in ("Qsci", "qt6keychain"):
                module = first
            else:
                module = modules.get(name, "")
            if module.startswith(("Qt", "Qsci", "qt6")) and module != "QtCore" and module not in QT.get(room, set()):
                wrong.append(f"{where}: {room} must not use {module} ({name})")
    return read, wrong


def self_test(modules):
    """The check itself must be able to fail: each of these is one violation."""
    cases = {
        "app/event/a.h": '#include "net/httprequest.h"\n',
        "app/json/a.h": '#include "event/entry.h"\n',
        "app/sigv4/a.h": "#include <QtWidgets/QWidget>\n",
        "app/template/a.cpp": "#include <QTcpSocket>\n",
        "app/scenario/a.cpp": '#include "delivery/courier.h"\n',
        "app/cli/a.cpp": '#include "composer/document.h"\n',
        "app/delivery/a.cpp": "#include <QNetworkAccessManager>\n",
        "app/kitchen/a.cpp": "\n",
        "app/composer/a.cpp": '#include "ui/theme.h"\n',
    }
    for name, text in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text)
            _, wrong = violations(pathlib.Path(folder), modules)
            assert len(wrong) == 1, f"{name} should be one violation, got {wrong}"


def main():
    root = pathlib.Path(os.environ.get("BUSLOAD_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
    modules = qt_modules()
    assert modules.get("QWidget") == "QtWidgets", "no Qt headers found to tell modules apart"
    self_test(modules)
    precompiled = (root / "app" / "precompiled.h").read_text(encoding="utf-8")
    core_only = [name for _, name in INCLUDE.findall(precompiled) if modules.get(name, "QtCore") != "QtCore"]
    assert not core_only, f"app/precompiled.h opens a door to {core_only}"
    read, wrong = violations(root, modules)
    assert read > 50, f"only {read} files read: is {root} the house?"
    for line in wrong:
        print(line)
    print(f"{read} files read, {len(wrong)} wrong includes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
