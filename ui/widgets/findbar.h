// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line under the JSON text that finds words in it. It moves the selection and changes nothing.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace busload {

class JsonTextEdit;

class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    //! Shows the bar for a text; what is selected there becomes the word to find.
    void openFor(JsonTextEdit *text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool forward);
    void needleChanged();
    void showCount();
    void close();

    JsonTextEdit *m_text = nullptr;
    QLineEdit *m_needle;
    QLabel *m_count;
    QToolButton *m_case;
};

} // namespace busload
