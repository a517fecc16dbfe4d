// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/describebus.h"

namespace busload {

using namespace Qt::StringLiterals;

void describeBus(HttpTransport &transport, ClockSkew &clock, const Connection &connection,
                 const sigv4::Credentials &keys, const QString &nameOrArn, QObject *context,
                 const std::function<void(Result<EventBus>)> &answer)
{
    const Operation operation{u"DescribeEventBus"_s, describeEventBusTarget, encodeDescribeEventBus(nameOrArn)};
    callOperation(transport, clock, connection, keys, operation, context,
                  [operation, nameOrArn, answer](const Result<RawAnswer> &raw) {
                      if (!raw)
                          answer(raw.failure());
                      else if (raw->status == 200)
                          answer(readEventBus(raw->body));
                      else if (readServiceError(*raw).code == "ResourceNotFoundException"_L1)
                          answer(Failure{FailureKind::Configuration, nameOrArn,
                                         u"There is no event bus %1. EventBridge would accept events for it and drop "
                                         "them: check the name and the region."_s.arg(nameOrArn)});
                      else
                          answer(refusedOperation(operation, *raw));
                  });
}

} // namespace busload
