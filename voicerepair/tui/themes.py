"""Two themes whose text reaches WCAG contrast 7:1 on every background used (tests/tui/test_themes.py)."""

from textual.theme import Theme

DARK = Theme(
    name="voicerepair-dark",
    dark=True,
    primary="#9cc4ff",
    secondary="#7fd6c8",
    accent="#d9b8ff",
    success="#a3dba3",
    warning="#f5cd7d",
    error="#ffb0a5",
    foreground="#f3f1ea",
    background="#121418",
    surface="#1a1d23",
    panel="#252a33",
)
LIGHT = Theme(
    name="voicerepair-light",
    dark=False,
    primary="#0a3f7d",
    secondary="#00504a",
    accent="#52238a",
    success="#17502a",
    warning="#633a00",
    error="#851508",
    foreground="#17181b",
    background="#fcfbf8",
    surface="#f3f1eb",
    panel="#e6e3da",
)
MUTED = {DARK.name: "#c3c8d1", LIGHT.name: "#3d4048"}
"""For labels and what matters less; still 7:1."""

for _theme in (DARK, LIGHT):
    _muted = MUTED[_theme.name]
    _theme.variables.update(
        {
            "text": str(_theme.foreground),
            "text-muted": _muted,
            "text-disabled": _muted,
            "muted": _muted,
            "block-cursor-foreground": str(_theme.background),
            "block-cursor-background": str(_theme.primary),
            "block-cursor-text-style": "bold",
            "footer-background": str(_theme.panel),
            "footer-foreground": str(_theme.foreground),
            "footer-description-foreground": str(_theme.foreground),
            "footer-description-background": str(_theme.panel),
            "footer-key-foreground": str(_theme.primary),
            "footer-key-background": str(_theme.panel),
            "footer-item-background": str(_theme.panel),
            "input-cursor-background": str(_theme.foreground),
            "input-cursor-foreground": str(_theme.background),
            "input-selection-background": str(_theme.panel),
            "border": str(_theme.primary),
            "border-blurred": str(_theme.panel),
            "scrollbar": _muted,
            "scrollbar-background": str(_theme.surface),
        }
    )
THEMES = (DARK, LIGHT)
