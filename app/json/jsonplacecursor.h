// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines and columns of many offsets of one text in one pass. Characters are counted, not bytes: a
// UTF-8 sequence is one column, whether or not UTF-16 needs two units for it.
#pragma once

#include "json/jsontree.h"

namespace busload {

class JsonPlaceCursor
{
public:
    explicit JsonPlaceCursor(QByteArrayView text)
        : m_text(text)
    {
    }

    //! Offsets must ascend from call to call; past the end means the end.
    JsonPlace moveTo(qsizetype offset);

private:
    QByteArrayView m_text;
    qsizetype m_lineBegin = 0;
    qsizetype m_searched = 0; //!< no line break ends before this offset but those counted
    int m_line = 1;
};

} // namespace busload
