// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields of a connection that few people need: global endpoints, FIPS and dual-stack, time-outs, proxy and
// certificates. The connection's form folds them away.
#pragma once

#include "ui/widgets/connectionrows.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace busload {

class ConnectionExtras : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionExtras(QWidget *parent = nullptr);

    //! Shows the values. Emits nothing.
    void setConnection(const Connection &connection);
    //! Puts the fields as they stand into the connection.
    void applyTo(Connection &connection) const;
    //! Shows the rows that a connection of that kind has.
    void showRows(const Connection &connection);
    void showProblems(const QList<ConnectionProblem> &problems, const QSet<ConnectionField> &touched,
                      const Theme &theme);

    //! Whether one of the fields here is not as in a fresh connection, so that it must be in sight.
    static bool isUsed(const Connection &connection);
    QWidget *control(ConnectionField field) const { return m_rows->control(field); }
    void setCaptionWidth(int width) { m_rows->setCaptionWidth(width); }

signals:
    void edited(std::optional<busload::ConnectionField> field);

private:
    QDoubleSpinBox *makeSeconds();
    void browse();

    QFormLayout *m_form;
    std::unique_ptr<ConnectionRows> m_rows;
    bool m_filling = false;
    QLineEdit *m_endpointId;
    QLabel *m_endpointIdNote;
    QCheckBox *m_fips;
    QCheckBox *m_dualStack;
    QDoubleSpinBox *m_connectTimeout;
    QDoubleSpinBox *m_answerTimeout;
    QLineEdit *m_proxy;
    QLineEdit *m_caFile;
    QPushButton *m_browse;
};

} // namespace busload
