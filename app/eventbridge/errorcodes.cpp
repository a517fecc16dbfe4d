// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/errorcodes.h"

#include <QLatin1StringView>

#include <algorithm>
#include <initializer_list>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(QStringView code, std::initializer_list<QLatin1StringView> codes)
{
    return std::any_of(codes.begin(), codes.end(), [code](QLatin1StringView known) { return code == known; });
}

// The entry itself is wrong: sending the same again gives the same answer.
bool concernsTheEntry(QStringView code)
{
    return isOneOf(code, {"InvalidArgument"_L1, "MalformedDetail"_L1, "RedactionFailure"_L1,
                          "NotAuthorizedForSourceException"_L1, "NotAuthorizedForDetailTypeException"_L1,
                          "ValidationException"_L1, "ValidationError"_L1, "SerializationException"_L1,
                          "MalformedHttpRequestException"_L1, "ResourceNotFoundException"_L1,
                          "RequestEntityTooLargeException"_L1, "413"_L1});
}

// Keys, rights or the address are wrong.
bool concernsTheConnection(QStringView code)
{
    return isOneOf(code, {"AccessDeniedException"_L1,
                          "AccessDenied"_L1,
                          "NotAuthorized"_L1,
                          "InvalidAccountIdException"_L1,
                          "UnrecognizedClientException"_L1,
                          "InvalidClientTokenId"_L1,
                          "ExpiredTokenException"_L1,
                          "ExpiredToken"_L1,
                          "IncompleteSignature"_L1,
                          "IncompleteSignatureException"_L1,
                          "MissingAuthenticationToken"_L1,
                          "MissingAuthenticationTokenException"_L1,
                          "OptInRequired"_L1,
                          "UnknownOperationException"_L1,
                          "RedirectRefused"_L1,
                          "401"_L1,
                          "403"_L1,
                          "404"_L1,
                          "405"_L1,
                          "407"_L1});
}

bool isSignatureCode(QStringView code)
{
    return isOneOf(code, {"InvalidSignatureException"_L1, "SignatureDoesNotMatch"_L1});
}

bool concernsTheClock(QStringView code)
{
    return isOneOf(code, {"RequestExpired"_L1, "RequestTimeTooSkewed"_L1, "RequestInTheFuture"_L1});
}

// The service may have taken the entries in before it answered so, or its answer says nothing.
bool leavesOpen(QStringView code)
{
    const bool serverStatus = code.size() == 3 && code.startsWith('5'_L1);
    return serverStatus ||
           isOneOf(code, {"InternalException"_L1, "InternalServerError"_L1, "ServiceUnavailable"_L1,
                          "ServiceUnavailableException"_L1, "RequestAbortedException"_L1, "RequestTimeout"_L1,
                          "RequestTimeoutException"_L1, "UnreadableAnswer"_L1, "WrongEntryCount"_L1,
                          "UnexpectedStatus"_L1, "ContradictoryAnswer"_L1, "NoEntryResult"_L1});
}

} // namespace

bool isThrottlingCode(QStringView code)
{
    return isOneOf(code,
                   {"Throttling"_L1, "ThrottlingException"_L1, "ThrottledException"_L1, "RequestThrottledException"_L1,
                    "TooManyRequestsException"_L1, "ProvisionedThroughputExceededException"_L1,
                    "TransactionInProgressException"_L1, "RequestLimitExceeded"_L1, "BandwidthLimitExceeded"_L1,
                    "LimitExceededException"_L1, "RequestThrottled"_L1, "SlowDown"_L1, "PriorRequestNotComplete"_L1,
                    "EC2ThrottledException"_L1});
}

bool areKeysRefused(QStringView code)
{
    return isOneOf(code, {"ExpiredToken"_L1, "ExpiredTokenException"_L1, "UnrecognizedClientException"_L1,
                          "InvalidClientTokenId"_L1});
}

bool isRetryableEntryCode(QStringView code)
{
    return code == "InternalFailure"_L1 || isThrottlingCode(code);
}

bool isRetryableCallCode(QStringView code)
{
    return isThrottlingCode(code) || code == "429"_L1;
}

Remedy remedyFor(QStringView code, QStringView message)
{
    if (isRetryableEntryCode(code) || isRetryableCallCode(code))
        return Remedy::Retry;
    if (isSignatureCode(code)) {
        const bool dated = message.startsWith("Signature expired"_L1) || message.startsWith("Signature not yet"_L1);
        return dated ? Remedy::FixClock : Remedy::ChangeConnection;
    }
    if (concernsTheEntry(code))
        return Remedy::EditEntry;
    if (concernsTheConnection(code))
        return Remedy::ChangeConnection;
    if (concernsTheClock(code))
        return Remedy::FixClock;
    if (leavesOpen(code))
        return Remedy::Decide;
    return Remedy::None;
}

} // namespace busload
