"""Contrast between colours, as WCAG 2.2 defines it."""

from __future__ import annotations

from forumpub.styling.style import Colour

# WCAG 2.2, success criterion 1.4.3. The relaxation for large text is not used: print and fax lose contrast.
LEAST_CONTRAST = 4.5


def contrast_ratio(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 (equal) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
