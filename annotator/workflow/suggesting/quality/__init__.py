"""How good suggestions are, measured on the articles that coders have finished.

`crossing` proposes for each of them by what has not learned from it; `passages` says what meets
what, `figures` counts that, and `accepting` what coders made of what was suggested to them.
"""
