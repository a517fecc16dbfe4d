// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every code that is known, with what may be done after it. The list is typed apart from the product's.
#include "eventbridge/errorcodes.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestErrorCodes : public QObject
{
    Q_OBJECT

private slots:
    void code_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("throttling");
        QTest::addColumn<bool>("retryEntry");
        QTest::addColumn<bool>("retryCall");
        QTest::addColumn<Remedy>("remedy");
        const auto row = [](const char *code, bool throttling, bool entry, bool call, Remedy remedy) {
            QTest::newRow(code) << QString::fromLatin1(code) << throttling << entry << call << remedy;
        };
        for (const char *code :
             {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
              "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
              "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled",
              "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException"})
            row(code, true, true, true, Remedy::Retry);
        row("InternalFailure", false, true, false, Remedy::Retry);
        row("429", false, false, true, Remedy::Retry);
        for (const char *code :
             {"InvalidArgument", "MalformedDetail", "RedactionFailure", "NotAuthorizedForSourceException",
              "NotAuthorizedForDetailTypeException", "ValidationException", "ValidationError", "SerializationException",
              "ResourceNotFoundException", "RequestEntityTooLargeException", "413"})
            row(code, false, false, false, Remedy::EditEntry);
        for (const char *code :
             {"AccessDeniedException", "AccessDenied", "NotAuthorized", "InvalidAccountIdException",
              "UnrecognizedClientException", "InvalidClientTokenId", "ExpiredTokenException",
              "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "MissingAuthenticationToken",
              "OptInRequired", "UnknownOperationException", "RedirectRefused", "403", "404"})
            row(code, false, false, false, Remedy::ChangeConnection);
        for (const char *code : {"RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"})
            row(code, false, false, false, Remedy::FixClock);
        for (const char *code : {"InternalException", "ServiceUnavailable", "RequestAbortedException",
                                 "RequestTimeoutException", "RequestTimeout", "500", "503", "UnreadableAnswer",
                                 "WrongEntryCount", "UnexpectedStatus", "ContradictoryAnswer", "NoEntryResult"})
            row(code, false, false, false, Remedy::Decide);
        row("SomethingNew", false, false, false, Remedy::None);
        row("", false, false, false, Remedy::None);
        row("throttlingexception", false, false, false, Remedy::None);
    }
    void code()
    {
        QFETCH(QString, code);
        QTEST(isThrottlingCode(code), "throttling");
        QTEST(isRetryableEntryCode(code), "retryEntry");
        QTEST(isRetryableCallCode(code), "retryCall");
        QTEST(remedyFor(code), "remedy");
    }

    void theMessageTellsAWrongClock_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<Remedy>("remedy");
        QTest::newRow("too late")
            << u"Signature expired: 20180707T233021Z is now earlier than 20180710T071214Z (20180710T071714Z - 5 min.)"_s
            << Remedy::FixClock;
        QTest::newRow("too early")
            << u"Signature not yet current: 20181002T170509Z is still later than 20181002T170312Z (20181002T165812Z + 5 min.)"_s
            << Remedy::FixClock;
        QTest::newRow("wrong key")
            << u"The request signature we calculated does not match the signature you provided."_s
            << Remedy::ChangeConnection;
    }
    void theMessageTellsAWrongClock()
    {
        QFETCH(QString, message);
        QFETCH(Remedy, remedy);
        QCOMPARE(remedyFor(u"InvalidSignatureException", message), remedy);
        QCOMPARE(remedyFor(u"SignatureDoesNotMatch", message), remedy);
        QCOMPARE(remedyFor(u"ValidationException", message), Remedy::EditEntry);
    }
};

QTEST_GUILESS_MAIN(TestErrorCodes)
#include "tst_errorcodes.moc"
