"""Write a document as LaTeX that stands alone: article, booktabs, longtable (pure)."""

import re
from collections.abc import Iterator, Sequence

from annotator.exchange.methods.blocks import (
    HeadingBlock,
    ListBlock,
    MethodsBlock,
    MethodsDocument,
    ParagraphBlock,
    TableBlock,
)

PREAMBLE = r"""% Compile with lualatex or xelatex; pdflatex does where all is in Latin letters.
% Names in other scripts want a font that has them: choose it by \setmainfont.
\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
\else
  \usepackage{fontspec}
  \IfFontExistsTF{Noto Serif}{\setmainfont{Noto Serif}}{}
\fi
\usepackage[margin=2.5cm]{geometry}
\usepackage{booktabs}
\usepackage{longtable}
\usepackage{caption}
\begin{document}"""
END = r"\end{document}"

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}",
    "'": r"{'}", "`": r"\textasciigrave{}", "-": "-", "*": "{*}", "[": "{[}", "]": "{]}",
    "α": r"\ensuremath{\alpha}", "κ": r"\ensuremath{\kappa}", "–": "--", "—": "---",
    "“": "``", "”": "''", "’": "'", "…": r"\ldots{}", "·": r"\textperiodcentered{}",
    "\u00a0": "~",
}  # fmt: skip
"""Signs that mean something to LaTeX, or that an old engine lacks. `*` and `[` are among them,
since they would belong to the line break before them in a table."""
_SIGN = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_HYPHENS = re.compile(r"-(?=-)")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def latex(document: MethodsDocument) -> str:
    """Return the document as LaTeX; nothing that it quotes is taken for a command."""
    title = f"\\section*{{{escaped(document.title)}}}"
    return "\n\n".join([PREAMBLE, title, *map(_block, document.blocks), END]) + "\n"


def escaped(text: str) -> str:
    """Return plain text as it stands in a line of LaTeX."""
    plain = _HYPHENS.sub("-\x00", _BLANKS.sub(" ", text).strip())
    return _SIGN.sub(lambda sign: _SPECIAL[sign[0]], plain).replace("\x00", "{}")


def _block(block: MethodsBlock) -> str:
    if isinstance(block, HeadingBlock):
        return f"\\subsection*{{{escaped(block.text)}}}"
    if isinstance(block, ParagraphBlock):
        return escaped(block.text)
    if isinstance(block, ListBlock):
        items = "\n".join(f"  \\item {escaped(item)}" for item in block.items)
        return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
    return "\n".join(_table(block))


def _table(block: TableBlock) -> Iterator[str]:
    wide = r"p{0.42\linewidth}" if len(block.columns) < 5 else r"p{0.24\linewidth}"
    kinds = "".join(wide if at < block.words else "r" for at in range(len(block.columns)))
    yield f"\\begin{{longtable}}{{{kinds}}}"
    yield f"\\caption*{{{escaped(block.caption)}}}\\\\"
    yield "\\toprule"
    yield _line(block.columns)
    yield "\\midrule"
    yield "\\endhead"
    for row in block.rows:
        yield _line(row)
    yield "\\bottomrule"
    yield "\\end{longtable}"


def _line(cells: Sequence[str]) -> str:
    return f"{' & '.join(escaped(cell) for cell in cells)} \\\\"
