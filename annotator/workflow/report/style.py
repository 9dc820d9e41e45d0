"""How a report looks: what Qt's pages and browsers both know, and what is for browsers alone."""

STYLE = """
body { font-family: sans-serif; font-size: 10pt; color: #1f2328; }
h1 { font-size: 20pt; margin: 0 0 4px 0; }
h2 { font-size: 14pt; margin: 24px 0 8px 0; }
h3 { font-size: 11pt; margin: 16px 0 4px 0; }
p { margin: 0 0 8px 0; }
ul { margin: 0 0 8px 0; }
table { border-collapse: collapse; margin: 4px 0 10px 0; }
th, td { padding: 3px 8px; text-align: left; vertical-align: top; }
.grid th, .grid td { border: 1px solid #c9ced6; }
th { background-color: #eef1f4; }
th.row { background-color: #ffffff; font-weight: normal; }
.number { text-align: right; }
.small th, .small td { font-size: 8pt; padding: 2px 5px; }
.caption { color: #57606a; font-size: 9pt; margin: 6px 0 2px 0; }
.quiet { color: #57606a; }
.new { page-break-before: always; }
"""
FOR_PAPER = """
body { line-height: 1.4; margin: 2em auto; max-width: 60em; padding: 0 1em; background: #ffffff; }
h1, h2, h3, p, li, td, th, caption, figcaption { overflow-wrap: anywhere; }
.grid td:first-child, .grid th.row { min-width: 8em; }
td.number, th.number { overflow-wrap: normal; white-space: nowrap; }
a { color: #0b57a4; }
figure { margin: 8px 0; }
svg { max-width: 100%; height: auto; }
caption, figcaption { color: #57606a; font-size: 9pt; text-align: left; padding: 4px 0 2px 0; }
section { overflow-x: auto; }
@page { size: A4; margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  section { overflow: visible; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  caption { break-after: avoid; }
  tr, svg, figure { break-inside: avoid; }
  p, li { orphans: 2; widows: 2; }
}
"""
