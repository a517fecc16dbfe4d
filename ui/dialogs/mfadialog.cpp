// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/mfadialog.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

constexpr int codeLength = 6;

QString words(const char *text)
{
    return QCoreApplication::translate("MfaDialog", text);
}

QLabel *plainLabel(const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

void MfaDialog::setWindow(QWidget *window)
{
    m_window = window;
}

void MfaDialog::ask(const Question &question, QObject *context, Answer answer)
{
    if (!m_window) {
        answer(std::nullopt);
        return;
    }
    if (!m_dialog) {
        show(question, context, answer);
        return;
    }
    QObject::connect(m_dialog, &QObject::destroyed, context,
                     [this, question, context, answer] { ask(question, context, answer); });
}

void MfaDialog::show(const Question &question, QObject *context, const Answer &answer)
{
    auto *dialog = new QDialog(m_window);
    m_dialog = dialog;
    dialog->setObjectName(u"mfaDialog"_s);
    dialog->setWindowTitle(words("MFA code"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinimumWidth(420);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(
        plainLabel(words("Profile %1 assumes a role that wants a code of your MFA device.").arg(question.profile),
                   u"mfaIntroduction"_s, dialog));
    auto *details =
        plainLabel(words("Role: %1\nDevice: %2").arg(question.roleArn, question.serial), u"mfaDetails"_s, dialog);
    setSheet(details, u"color:%1;"_s.arg(themeFor(dialog->palette()).quiet.name()));
    column->addWidget(details);
    auto *code = new QLineEdit(dialog);
    code->setObjectName(u"mfaCode"_s);
    code->setAccessibleName(words("MFA code, six digits"));
    code->setPlaceholderText(words("six digits"));
    // Blanks are let in, since devices show the code in two halves; they are taken out below.
    code->setValidator(new QRegularExpressionValidator(QRegularExpression(u"^[0-9 ]*$"_s), code));
    code->setFont(monoFont());
    column->addWidget(code);
    if (!question.problem.isEmpty()) {
        auto *problem = plainLabel(u"✕ "_s + question.problem, u"mfaProblem"_s, dialog);
        setSheet(problem, u"color:%1;"_s.arg(themeFor(dialog->palette()).bad.name()));
        column->addWidget(problem);
    }
    auto *cancel = new QPushButton(words("Cancel"), dialog);
    cancel->setObjectName(u"mfaCancel"_s);
    cancel->setAutoDefault(false);
    auto *use = new QPushButton(words("Use the code"), dialog);
    use->setObjectName(u"mfaUse"_s);
    use->setProperty(primaryProperty, true);
    use->setDefault(true);
    use->setEnabled(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    column->addLayout(buttons);

    const auto digits = [code] { return code->text().remove(u' '); };
    QObject::connect(code, &QLineEdit::textChanged, use,
                     [use, digits] { use->setEnabled(digits().size() == codeLength); });
    QObject::connect(use, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    // When nobody waits any more, the question is over.
    QObject::connect(context, &QObject::destroyed, dialog, [dialog] {
        // The context's own connections hold until it is gone: closing must not answer it any more.
        QObject::disconnect(dialog, &QDialog::finished, nullptr, nullptr);
        dialog->close();
    });
    QObject::connect(dialog, &QDialog::finished, context, [answer, digits](int result) {
        answer(result == QDialog::Accepted ? std::optional<QString>(digits()) : std::nullopt);
    });
    dialog->open();
    code->setFocus();
}

} // namespace busload
