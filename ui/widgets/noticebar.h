// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line across the window for what a person should know or decide: no box that stops the work. A new
// notice takes the place of the old one; nothing here decides anything.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace busload {

class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warning, Error };

    //! A button of the notice. The notice is closed before `run` is called.
    struct Action
    {
        QString text;
        std::function<void()> run;
        bool primary = false;
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    //! Shows a notice. `subject` says what it is about, so that dismiss() can take back just that.
    void showNotice(Kind kind, const QString &text, const QList<Action> &actions = {}, const QString &subject = {});
    //! Takes the notice away when it is about `subject`.
    void dismiss(const QString &subject);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void clearActions();

    Kind m_kind = Kind::Info;
    QString m_subject;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    QToolButton *m_close;
};

} // namespace busload
