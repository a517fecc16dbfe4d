// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place that names concrete services and hands them to the window.
#include "composer/sendsession.h"
#include "credentials/memoryguard.h"
#include "delivery/credentialsfor.h"
#include "net/qthttptransport.h"
#include "sandbox/sandbox.h"
#include "ui/appearance.h"
#include "ui/connectionservices.h"
#include "ui/dialogs/mfadialog.h"
#include "ui/mainwindow.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcessEnvironment>
#include <QSettings>

#include <algorithm>
#include <cstdio>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! Where the sandbox listens when nobody else does: people point their own tools at it.
constexpr quint16 usualSandboxPort = 4010;

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Compose, send and retry Amazon EventBridge batches."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        u"FILE"_s, u"A scenario, an AWS CLI entries file, a PutEvents request or JSON lines to open."_s, u"[FILE]"_s);
}

//! --help and --version need no display.
bool asksForWordsOnly(int argc, char *argv[])
{
    static constexpr std::array words{"-h", "--help", "--help-all", "-v", "--version"};
    return std::any_of(argv + 1, argv + argc, [](const char *argument) {
        return std::any_of(words.cbegin(), words.cend(),
                           [argument](const char *word) { return qstrcmp(argument, word) == 0; });
    });
}

Appearance::Choice choiceOf(const QString &word)
{
    if (word == "light"_L1)
        return Appearance::Choice::Light;
    return word == "dark"_L1 ? Appearance::Choice::Dark : Appearance::Choice::System;
}

//! A sandbox on its usual port, else on any; one that could not start at all says so when asked to again.
std::unique_ptr<Sandbox> startedSandbox(const sigv4::Credentials &key)
{
    auto sandbox = std::make_unique<Sandbox>(SandboxOptions{usualSandboxPort, key, {}});
    if (!sandbox->start()) {
        sandbox = std::make_unique<Sandbox>(SandboxOptions{0, key, {}});
        sandbox->start();
    }
    return sandbox;
}

} // namespace

int main(int argc, char *argv[])
{
    keepMemoryOffDisk();
    QCoreApplication::setApplicationName(u"busload"_s);
    QCoreApplication::setOrganizationName(u"busload"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BUSLOAD_VERSION));
    QCommandLineParser parser;
    describe(parser);
    if (asksForWordsOnly(argc, argv)) {
        const QCoreApplication words(argc, argv);
        parser.process(words); // prints and exits
    }

    QApplication app(argc, argv);
    QApplication::setApplicationDisplayName(u"Busload"_s);
    parser.process(app);
    if (parser.positionalArguments().size() > 1) {
        std::fputs("busload: one file at a time, please; see busload --help\n", stderr);
        return 2;
    }

    QSettings settings;
    Appearance appearance(app, choiceOf(settings.value(u"window/appearance"_s).toString()));
    ConnectionStore connections(settings);
    SecretVault secrets;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QtHttpTransport transport(environment);
    ClockSkew clock([] { return QDateTime::currentDateTimeUtc(); });
    AwsFiles awsFiles(environment);
    MfaDialog mfa;
    AwsCredentials aws(awsFiles, transport, clock, mfa, environment);
    BusDirectory buses(transport, clock);

    const sigv4::Credentials sandboxKey = Sandbox::makeKey();
    const std::unique_ptr<Sandbox> sandbox = startedSandbox(sandboxKey);
    connections.setSandboxUrl(sandbox->url());

    const CredentialSources sources{secrets, sandboxKey, environment, &aws};
    const auto effectiveOf = [&](const Connection &connection) {
        return effectiveConnection(connection, environment, awsFiles.read());
    };
    const auto credentialsOf = [&](const Connection &connection) { return credentialsFor(connection, sources); };
    const auto typedCredentialsOf = [&](const Connection &connection, const TypedSecrets &typed) {
        return credentialsFor(connection, sources, typed);
    };
    const ConnectionServices services{connections, secrets,     awsFiles,          aws, buses, transport,
                                      clock,       effectiveOf, typedCredentialsOf};

    Document document;
    SendSession session(document, transport, effectiveOf, credentialsOf, clock);
    MainWindow window({document, session, services, *sandbox, appearance, settings});
    mfa.setWindow(&window);
    if (!sandbox->isRunning())
        window.notices().showNotice(
            NoticeBar::Kind::Warning,
            QCoreApplication::translate("main", "The sandbox could not start: no port of 127.0.0.1 is free."));
    if (parser.positionalArguments().isEmpty())
        window.openOrderScenario();
    else
        window.openFile(parser.positionalArguments().constFirst());
    window.show();
    return QApplication::exec();
}
