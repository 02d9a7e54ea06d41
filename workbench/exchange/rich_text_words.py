"""What the control words of RTF mean for a text; those that begin no words come from striprtf.

Source: RTF specification 1.9.1; a few of TextEdit, LibreOffice and TX Text Control.
"""

from __future__ import annotations

import re
from typing import Literal

from striprtf.striprtf import destinations

#: Words that stand for a character; a cell of a table ends in a tab.
CHARACTERS = {
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
#: What a backslash before a character stands for.
SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
#: Words that end a line of the text.
BREAKS = frozenset({"par", "line", "sect", "page", "column", "nestrow"})
#: Words that choose or describe a font, and with it a code page.
FONT_WORDS = frozenset({"f", "deff", "fcharset", "cpg"})
#: Words that hold until the group ends or the next of them.
SETTINGS = frozenset({"v", "deleted", "plain", "uc", "pard", "intbl", "trowd"})
#: Words that declare how the bytes of the document are to be read.
CHARACTER_SETS = frozenset({"ansi", "mac", "pc", "pca", "ansicpg"})

_MARGINS = ("header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr")
_NOTICES = ("ftncn", "aftncn")  # that a footnote goes on
_PROPERTIES = ("info", "author", "category", "comment", "company", "doccomm", "hlinkbase",
               "keywords", "manager", "operator", "subject", "title", "windowcaption",
               "userprops", "propname", "staticval", "linkval", "docvar")  # fmt: skip
_FIELDS = ("fldinst", "xe", "rxe", "txe", "pxe", "tc", "formfield", "ffdeftext", "ffentrymcr",
           "ffexitmcr", "ffformat", "ffhelptext", "ffl", "ffname", "ffstattext",
           "hl", "hlfr", "hlloc", "hlsrc")  # fmt: skip
#: The reason for what a field is made of.
FIELD_CODES = "field codes"
#: A field's code that sets a reading (1) above words (2); from word processors' phonetic guide.
RUBY = re.compile(
    r"\s*EQ\s[^()]*\\o(?:\s*\\a[dlrc])?\s*\(\s*\\s\s*\\(?:up|do)\s*-?\d*\s*"
    r"\(([^()]*)\)\s*[,;]([^()]*)\)\s*",
    re.IGNORECASE,
)
#: Properties of a picture that hold words.
DESCRIPTIONS = frozenset({"wzDescription", "wzTooltip", "gtextUNICODE"})
#: The reason for a group that says it may be skipped and that nothing is known of.
UNKNOWN = "unknown parts"
#: Groups whose words are counted as left out, with the reason.
REASONS = (
    dict.fromkeys(_MARGINS + _NOTICES, "page headers and footers")
    | dict.fromkeys(("annotation", "atnid", "atnauthor"), "comments")
    | dict.fromkeys(_FIELDS, FIELD_CODES)
    | dict.fromkeys(("upr", "shprslt"), "second copies")
    | dict.fromkeys(("mmath", "moMath", "moMathPara"), "formulas")
    | dict.fromkeys(_PROPERTIES, "document properties")
    | dict.fromkeys(("htmltag", "mhtmltag"), "markup")
)
#: Groups whose words stand elsewhere: after the body, or after their paragraph.
SINKS: dict[str, Literal["note", "box"]] = {
    "footnote": "note",
    "shptxt": "box",
    "dptxbxtext": "box",
}
#: Groups that may hold words although another reader of plain text drops them.
WITH_WORDS = frozenset({"shp", "shpinst", "shpgrp", "do", "object", "result", "ud", "pntext"})
_FORMULAS = frozenset(
    {
        "macc",
        "mbar",
        "mborderBox",
        "mbox",
        "md",
        "mdeg",
        "mden",
        "me",
        "meqArr",
        "mf",
        "mfName",
        "mfunc",
        "mgroupChr",
        "mlim",
        "mlimlow",
        "mlimupp",
        "mm",
        "mmr",
        "mnary",
        "mnum",
        "mphant",
        "mr",
        "mrad",
        "msPre",
        "msSub",
        "msSubSup",
        "msSup",
        "msub",
        "msup",
    }
)
_OTHERS = {"expandedcolortbl", "pgdsctbl", "NeXTGraphic", "txfieldstart", "txfielddata"}
#: Groups that are a picture.
PICTURES = frozenset({"pict", "NeXTGraphic"})
#: Groups that hold no words at all: settings, names of fonts, styles and marks, pictures.
WITHOUT_WORDS = (destinations | _OTHERS) - WITH_WORDS - REASONS.keys() - SINKS.keys() - _FORMULAS
#: All groups that are known by the word they begin with.
DESTINATIONS = WITHOUT_WORDS | WITH_WORDS | REASONS.keys() | SINKS.keys()
