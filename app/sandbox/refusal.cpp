// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/refusal.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

struct Words
{
    QLatin1StringView code;
    int status;
    QLatin1StringView message;
};

// EventBridge itself answers authorisation and signature errors with 400, whatever the common errors
// page says of other services.
constexpr std::array table{
    // Of an entry.
    Words{"InternalFailure"_L1, 500, "Internal Service Failure"_L1},
    Words{"ThrottlingException"_L1, 400, "Rate exceeded"_L1},
    Words{"InvalidArgument"_L1, 400, "Invalid argument."_L1},
    Words{"InvalidAccountIdException"_L1, 400, "The account ID is not valid."_L1},
    Words{"MalformedDetail"_L1, 400, "Detail is malformed."_L1},
    Words{"RedactionFailure"_L1, 400, "The redaction failed."_L1},
    Words{"NotAuthorizedForSourceException"_L1, 400, "Not authorized for the source."_L1},
    Words{"NotAuthorizedForDetailTypeException"_L1, 400, "Not authorized for the detail type."_L1},
    // Of a call or an entry.
    Words{"AccessDeniedException"_L1, 400,
          "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: events:PutEvents on resource: "
          "arn:aws:events:us-east-1:123456789012:event-bus/default because no identity-based policy allows the "
          "events:PutEvents action"_L1},
    // Of a call.
    Words{"ValidationException"_L1, 400, "Total size of the entries in the request is over the limit."_L1},
    Words{"InvalidSignatureException"_L1, 400,
          "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
          "Access Key and signing method. Consult the service documentation for details."_L1},
    Words{"UnrecognizedClientException"_L1, 400, "The security token included in the request is invalid."_L1},
    Words{"ExpiredTokenException"_L1, 400, "The security token included in the request is expired"_L1},
    Words{"MissingAuthenticationTokenException"_L1, 400, "Missing Authentication Token"_L1},
    Words{"IncompleteSignatureException"_L1, 400, "The request signature is incomplete."_L1},
    Words{"IncompleteSignature"_L1, 403, "The request signature does not conform to AWS standards."_L1},
    Words{"RequestExpired"_L1, 400, "Request has expired."_L1},
    Words{"InternalException"_L1, 500, "This exception occurs due to unexpected causes."_L1},
    Words{"ServiceUnavailable"_L1, 503, "The request has failed due to a temporary failure of the server."_L1},
    Words{"ServiceUnavailableException"_L1, 503, "The request has failed due to a temporary failure of the server."_L1},
    Words{"RequestEntityTooLargeException"_L1, 413, "The request entity is too large."_L1},
    Words{"RequestTimeoutException"_L1, 408, "The request timed out."_L1},
    Words{"RequestAbortedException"_L1, 400, "The request was aborted."_L1},
    Words{"MalformedHttpRequestException"_L1, 400, "The HTTP request is malformed."_L1},
    Words{"SerializationException"_L1, 400, "The request body could not be read."_L1},
    Words{"UnknownOperationException"_L1, 400, "The operation is not known."_L1},
    Words{"ResourceNotFoundException"_L1, 400, "The resource does not exist."_L1},
    Words{"LimitExceededException"_L1, 400, "The limit was exceeded."_L1},
    Words{"OperationDisabledException"_L1, 400, "The operation is disabled."_L1},
    Words{"NotAuthorized"_L1, 401, "You do not have permission to perform this action."_L1},
    Words{"OptInRequired"_L1, 403, "The AWS access key ID needs a subscription for the service."_L1},
    Words{"ValidationError"_L1, 400, "The input fails to satisfy the constraints specified by the service."_L1},
};

} // namespace

Refusal usualRefusal(const QString &code)
{
    const auto *const words =
        std::find_if(table.begin(), table.end(), [&code](const Words &row) { return row.code == code; });
    if (words == table.end())
        return {code, u"The sandbox was told to refuse this with %1."_s.arg(code), 400};
    return {code, words->message, words->status};
}

} // namespace busload
