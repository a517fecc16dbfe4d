// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the README's pictures from the real window with the real client and sandbox: pictures FOLDER.
// Not a test: nothing is asserted but that what is pictured happened.
#include "ui/support/program.h"

#include <QDir>

using namespace busload;

namespace {

void waitFor(const std::function<bool()> &done)
{
    if (!QTest::qWaitFor(done, 10'000))
        qFatal("what was to be pictured did not happen");
}

void take(Program &program, const QString &folder, const QString &name)
{
    // The caret and the pointer's traces are no part of a picture.
    program.find<QWidget>(u"batchList"_s)->setFocus();
    QTest::qWait(300);
    const QString path = QDir(folder).filePath(name);
    if (!program.window->grab().save(path))
        qFatal("cannot write %s", qPrintable(path));
}

Draft snapshot(int kilobytes)
{
    Draft draft = exampleDraft(u"OrderFulfilled"_s);
    draft.detailType = u"CatalogueSnapshot"_s;
    draft.source = u"com.mycompany.catalogue"_s;
    QByteArray items;
    for (int i = 0; items.size() < kilobytes * 1024; ++i)
        items += (i ? ",\n    " : "\n    ") + QByteArray("{ \"productId\": \"PROD") + QByteArray::number(1000 + i) +
                 "\", \"stock\": " + QByteArray::number(i * 7 % 100) + " }";
    draft.detail = "{\n  \"items\": [" + items + "\n  ]\n}";
    return draft;
}

void partlyRejected(const QString &folder)
{
    Program program;
    program.window->resize(1440, 900);
    program.window->openOrderScenario();
    program.document.insert(
        -1, {exampleDraft(u"OrderFulfilled"_s), exampleDraft(u"InventoryAdjusted"_s), snapshot(118)}, {});
    Draft shipment = snapshot(36);
    shipment.detailType = u"ShipmentBooked"_s;
    shipment.source = u"com.mycompany.shipping"_s;
    shipment.eventBusName = u"orders-bus"_s;
    program.document.insert(-1, {shipment, exampleDraft(u"InventoryAdjusted"_s)}, {});
    program.sandbox.setFaults(
        {parseFault(u"entry=2:InternalFailure"_s).value(), parseFault(u"entry=6:ThrottlingException"_s).value()});
    program.window->findChild<BatchPanel *>()->setCurrent(program.document.draftAt(1).id);
    program.click(u"sendButton"_s);
    waitFor([&] { return program.sent(1); });
    take(program, folder, u"window-light.png"_s);
}

void twoCallsInTheDark(const QString &folder)
{
    Program program;
    program.appearance.setChoice(Appearance::Choice::Dark);
    program.window->resize(1440, 900);
    program.window->openOrderScenario();
    Drafts more;
    for (int i = 0; i < 11; ++i)
        more.append(exampleDraft(i % 2 ? u"InventoryAdjusted"_s : u"OrderFulfilled"_s));
    program.document.insert(-1, more, {});
    program.sandbox.setFaults({});
    program.click(u"sendButton"_s);
    waitFor([&] { return program.sent(2); });
    program.sandbox.setFaults({parseFault(u"drop-after*1"_s).value()});
    program.window->findChild<BatchPanel *>()->setCurrent(program.document.draftAt(11).id);
    program.session.sendOnly(
        {program.document.draftAt(10).id, program.document.draftAt(11).id, program.document.draftAt(12).id});
    waitFor([&] { return program.sent(1); });
    take(program, folder, u"window-dark.png"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    if (argc != 2)
        qFatal("usage: pictures FOLDER");
    partlyRejected(QString::fromLocal8Bit(argv[1]));
    twoCallsInTheDark(QString::fromLocal8Bit(argv[1]));
    return 0;
}
