// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <cmath>

// The library is static: without this the linker drops the icons and the sheet's arrows stay blank. The
// macro wants a function of the global namespace.
static void loadIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int uiPixels = 13;
constexpr int monoPixels = 12;

//! The first of the families that is installed, else the system's own of that kind.
QFont fontOf(const QStringList &families, QFontDatabase::SystemFont otherwise, int pixels)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : families) {
        if (installed.contains(family)) {
            QFont font(family);
            font.setPixelSize(pixels);
            return font;
        }
    }
    QFont font = QFontDatabase::systemFont(otherwise);
    font.setPixelSize(pixels);
    return font;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Theme lightTheme()
{
    Theme t;
    t.window = 0xffffff;
    t.raised = 0xffffff;
    t.line = 0xe1e5eb;
    t.edge = 0xcdd4de;
    t.hover = 0xf3f6fa;
    t.text = 0x18202b;
    t.quiet = 0x5d6878;
    t.accent = 0x2563eb;
    t.onAccent = 0xffffff;
    t.selection = 0xeaf2ff;
    t.good = 0x137044;
    t.goodGround = 0xe1f4e8;
    t.bad = 0xb42d12;
    t.badGround = 0xfdece7;
    t.warn = 0x7f5200;
    t.warnGround = 0xfcf0d5;
    t.idle = 0x525d6d;
    t.idleGround = 0xebeef3;
    t.statusBar = 0xeef1f5;
    t.code = 0x1d4fc4;
    t.codeGround = 0xe6effe;
    return t;
}

Theme darkTheme()
{
    Theme t;
    t.dark = true;
    t.window = 0x1b2027;
    t.raised = 0x20262e;
    t.line = 0x323a45;
    t.edge = 0x465160;
    t.hover = 0x2a323c;
    t.text = 0xe8ebf0;
    t.quiet = 0x9ea8b6;
    t.accent = 0x6ea0ff;
    t.onAccent = 0x0b1526;
    t.selection = 0x22324c;
    t.good = 0x5ccb95;
    t.goodGround = 0x153325;
    t.bad = 0xff9277;
    t.badGround = 0x42221c;
    t.warn = 0xf0b84a;
    t.warnGround = 0x392b12;
    t.idle = 0xaab4c1;
    t.idleGround = 0x2c343f;
    t.statusBar = 0x262d36;
    t.code = 0x93baff;
    t.codeGround = 0x20345b;
    return t;
}

Theme themeFor(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QPalette paletteFor(const Theme &theme)
{
    QPalette p;
    p.setColor(QPalette::Window, theme.window);
    p.setColor(QPalette::WindowText, theme.text);
    p.setColor(QPalette::Base, theme.raised);
    p.setColor(QPalette::AlternateBase, theme.hover);
    p.setColor(QPalette::Text, theme.text);
    p.setColor(QPalette::Button, theme.raised);
    p.setColor(QPalette::ButtonText, theme.text);
    p.setColor(QPalette::BrightText, theme.bad);
    p.setColor(QPalette::PlaceholderText, theme.quiet);
    p.setColor(QPalette::Highlight, theme.accent);
    p.setColor(QPalette::HighlightedText, theme.onAccent);
    p.setColor(QPalette::Link, theme.accent);
    p.setColor(QPalette::LinkVisited, theme.accent);
    p.setColor(QPalette::ToolTipBase, theme.dark ? theme.hover : theme.text);
    p.setColor(QPalette::ToolTipText, theme.dark ? theme.text : theme.window);
    p.setColor(QPalette::Light, theme.hover);
    p.setColor(QPalette::Midlight, theme.hover);
    p.setColor(QPalette::Mid, theme.line);
    p.setColor(QPalette::Dark, theme.edge);
    p.setColor(QPalette::Shadow, theme.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, theme.dark ? QColor(0x6f7a88) : QColor(0x98a2b0));
    return p;
}

QString styleSheetFor(const Theme &t)
{
    loadIcons();
    // Only what a palette cannot say. Widgets that paint themselves take their colours from Theme.
    // A combo box opens as a list below its field: as a menu over it, the last row is cut by an arrow.
    QString sheet = uR"(
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QSplitter::handle { background: @line; }
QMenuBar { background: @window; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 22px; border-radius: 4px; color: @text; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QToolTip { background: @tipGround; color: @tipText; border: none; padding: 4px 6px; }
QStatusBar { background: @statusBar; color: @quiet; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @quiet; background: transparent; }

QPushButton, QToolButton[framed="true"] {
    background: @raised; border: 1px solid @edge; border-radius: 6px; padding: 5px 12px; color: @text; min-height: 18px;
}
QPushButton:hover, QToolButton[framed="true"]:hover { background: @hover; }
QPushButton:pressed, QToolButton[framed="true"]:pressed { background: @selection; }
QPushButton:focus, QToolButton[framed="true"]:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton:disabled, QToolButton[framed="true"]:disabled { color: @dim; border-color: @line; }
QPushButton[primary="true"], QToolButton[primary="true"] {
    background: @accent; border: 1px solid @accent; color: @onAccent; font-weight: 600;
}
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus { border: 2px solid @text; padding: 4px 11px; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {
    background: @idleGround; border-color: @line; color: @dim;
}
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

/* no ink here: a sheet's ink would make placeholders of it at half strength, too faint to read */
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QPlainTextEdit, QTextEdit {
    background: @raised; border: 1px solid @edge; border-radius: 5px; padding: 4px 8px;
    selection-background-color: @accent; selection-color: @onAccent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid @accent; padding: 3px 7px;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: @hover; color: @dim; border-color: @line; }
QLineEdit[problem="error"], QComboBox[problem="error"] { border: 1px solid @bad; }
QLineEdit[problem="warning"], QComboBox[problem="warning"] { border: 1px solid @warn; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; background: @raised; }
QComboBox QAbstractItemView::item:selected { background: @selection; color: @text; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @edge; selection-background-color: @selection;
    selection-color: @text; outline: none; }
QComboBox QLineEdit, QSpinBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 22px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/icons/chevron-down-@scheme.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none;
    background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/icons/chevron-up-@scheme.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/chevron-down-@scheme.svg); width: 10px; height: 10px; }

QCheckBox, QRadioButton { spacing: 7px; padding: 2px 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @quiet;
    background: @raised; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border: 1px solid @accent; }
QCheckBox::indicator:checked { background: @accent; border: 1px solid @accent; image: url(:/icons/tick-@scheme.svg); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @onAccent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border: 1px solid @edge; background: @hover; }
QCheckBox::indicator:checked:disabled { border: 1px solid @dim; background: @dim; }

QTableView, QTreeView, QListView { background: @window; border: none; outline: none; gridline-color: @line;
    selection-background-color: @selection; selection-color: @text; }
QDialog QListWidget { border: 1px solid @edge; border-radius: 6px; }
QHeaderView { background: @window; }
QHeaderView::section { background: @window; color: @quiet; border: none; border-bottom: 1px solid @line;
    padding: 5px 8px; font-weight: 600; }
QTabBar { background: transparent; }
QTabBar::tab { padding: 8px 2px; margin: 0 11px; color: @quiet; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:focus { color: @accent; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 3px 2px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: none; border-radius: 3px; background: @idleGround; height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QGroupBox { border: none; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: @quiet; }
)"_s;
    const auto fill = [&sheet](const char *name, const QColor &colour) {
        // Longer names first is not needed: every use ends at a character that no name goes on with.
        static const QString at = u"@"_s;
        sheet.replace(at + QLatin1String(name) + u';', colour.name() + u';');
        sheet.replace(at + QLatin1String(name) + u' ', colour.name() + u' ');
    };
    fill("window", t.window);
    fill("raised", t.raised);
    fill("line", t.line);
    fill("edge", t.edge);
    fill("hover", t.hover);
    fill("text", t.text);
    fill("quiet", t.quiet);
    fill("accent", t.accent);
    fill("accentHover", t.dark ? t.accent.lighter(112) : t.accent.darker(112));
    fill("onAccent", t.onAccent);
    fill("selection", t.selection);
    fill("bad", t.bad);
    fill("warn", t.warn);
    fill("idleGround", t.idleGround);
    fill("statusBar", t.statusBar);
    fill("dim", t.dark ? QColor(0x6f7a88) : QColor(0x98a2b0));
    fill("tipGround", t.dark ? t.hover : t.text);
    fill("tipText", t.dark ? t.text : t.window);
    sheet.replace(u"@scheme"_s, t.dark ? u"dark"_s : u"light"_s);
    return sheet;
}

QColor detailTypeColor(QStringView detailType, const Theme &theme)
{
    // All of one luminance: white figures stand on them with 4.5 : 1 and they stand out from both grounds
    // with 3 : 1. The two of the shipped scenario keep the colours of the design; any other takes its
    // place by its name, so that it has it in every window.
    Q_UNUSED(theme)
    static constexpr std::array<QRgb, 10> colours{0x2b6ced, 0x0c8274, 0x9852cd, 0xaf5f13, 0xd3316d,
                                                  0x268442, 0x187ba6, 0x747715, 0xbc3fab, 0xcc4530};
    if (detailType.isEmpty())
        return QColor(0x6f7684);
    if (detailType == "OrderFulfilled"_L1)
        return QColor(colours[0]);
    if (detailType == "InventoryAdjusted"_L1)
        return QColor(colours[1]);
    // FNV-1a: qHash() differs from run to run by design.
    quint32 hash = 2166136261U;
    for (const QChar c : detailType)
        hash = (hash ^ c.unicode()) * 16777619U;
    return QColor(colours[2 + hash % (colours.size() - 2)]);
}

QFont uiFont()
{
    return fontOf({u"Inter"_s, u"Inter Variable"_s}, QFontDatabase::GeneralFont, uiPixels);
}

QFont monoFont()
{
    return fontOf({u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s}, QFontDatabase::FixedFont, monoPixels);
}

void applyTheme(QApplication &app, const Theme &theme)
{
    if (app.style()->objectName().compare("fusion"_L1, Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(uiFont());
    QApplication::setPalette(paletteFor(theme));
    app.setStyleSheet(styleSheetFor(theme));
}

} // namespace busload
