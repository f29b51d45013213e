"""Edits in odd layouts, to the byte: what a text becomes when it is to mean what another one means."""

import pytest
from document_cases import TAGS

from repair.document import parse

# fmt: off
YAML = {
    # -- removing lines --
    "an entry goes with its value of several lines": (
        "a: 1\nb:\n  c: 1\n  # d\n  d: 2\n\n# e\ne: 3\n",
        "a: 1\n\n# e\ne: 3\n",
    ),
    "the last of a mapping goes with the blank line above it": (
        "m:\n  a: 1\n\n  b: 2\n\nn: 1\n",
        "m:\n  a: 1\n\nn: 1\n",
    ),
    "the last but one goes and the blank line above it stays": (
        "m:\n  a: 1\n\n  b: 2\n  c: 3\n",
        "m:\n  a: 1\n\n  c: 3\n",
    ),
    "an entry goes with one of two blank lines above it": (
        "m:\n  a: 1\n\n\n  b: 2\n\n  c: 3\n",
        "m:\n  a: 1\n\n\n  c: 3\n",
    ),
    "two neighbours go": (
        "m:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n",
        "m:\n  a: 1\n  d: 4\n",
    ),
    "the first two go": (
        "m:\n  a: 1\n  b: 2\n  c: 3\n",
        "m:\n  c: 3\n",
    ),
    "the first two of the file go": (
        "a: 1\nb: 2\nc: 3\n",
        "c: 3\n",
    ),
    "the first two of the file go with the blank lines behind them": (
        "a: 1\n\nb:\n  - 2\n\nc: 3\n\nd: 4\n",
        "c: 3\n\nd: 4\n",
    ),
    "the first two of the file go and the comment between them stays": (
        "a: 1\n# b\nb: 2\nc: 3\n",
        "# b\nc: 3\n",
    ),
    "the first two of the file give way to another": (
        "a: 1\nb: 2\nc: 3\n",
        "x:\n  - 7\nc: 3\n",
    ),
    "the first two of a mapping go with a blank line behind them": (
        "m:\n  a: 1\n  b: 2\n\n  c: 3\n",
        "m:\n  c: 3\n",
    ),
    "the first of the file goes and its blank line with it, the comment stays": (
        "a: 1\n\n# b\nb: 2\n",
        "# b\nb: 2\n",
    ),
    "all but the first of a file go": (
        "a: 1\n\nb: 2\n\nc: 3\n",
        "a: 1\n",
    ),
    "the first of the file goes below a head": (
        "# head\n\na: 1\n\nb: 2\n",
        "# head\n\nb: 2\n",
    ),
    "the first key of an item goes, and the second": (
        "l:\n  - a: 1\n    b: 2\n    c: 3\n",
        "l:\n  - c: 3\n",
    ),
    "a middle key of an item goes": (
        "l:\n  - a: 1\n    b: 2\n    c: 3\n",
        "l:\n  - a: 1\n    c: 3\n",
    ),
    "the first key of an item gives way to a new one": (
        "l:\n  - a: 1\n    b: 2\n",
        "l:\n  - x:\n      - 7\n    b: 2\n",
    ),
    "the first two keys of an item go from above a comment": (
        "l:\n  - a: 1\n    b: 2\n    # c\n    c: 3\n",
        "l:\n  -\n    # c\n    c: 3\n",
    ),
    "a wide dash stands alone where its first key goes from above a comment": (
        "l:\n  -   a: 1\n      # b\n      b: 2\n",
        "l:\n  -\n      # b\n      b: 2\n",
    ),
    "two new keys in front of an item": (
        "l:\n  - b: 2\n",
        "l:\n  - x: 1\n    'y': 2\n    b: 2\n",
    ),
    "the first item of a nested list goes": (
        "l:\n  - - 1\n    - 2\n    - 3\n",
        "l:\n  - - 3\n",
    ),
    "the first item goes with the comment behind it": (
        "l:\n  - 1 # one\n  - 2 # two\n",
        "l:\n  - 2 # two\n",
    ),
    "the last item goes and the comment below stays": (
        "l:\n  - 1\n  - 2\n  # end\nb: 1\n",
        "l:\n  - 1\n  # end\nb: 1\n",
    ),
    "the last item of the file goes": (
        "l:\n  - 1\n  - 2",
        "l:\n  - 1",
    ),
    "an entry goes where lines end as on Windows": (
        "a: 1\r\n\r\nb: 2\r\n\r\nc: 3\r\n",
        "a: 1\r\n\r\nc: 3\r\n",
    ),
    "the first goes where lines end as on Windows": (
        "a: 1\r\n\r\nb: 2\r\n",
        "b: 2\r\n",
    ),
    "the first goes behind a byte order mark": (
        "\ufeffa: 1\nb: 2\n",
        "\ufeffb: 2\n",
    ),
    # -- adding lines --
    "a key in a mapping of a smaller step than the usual": (
        "m:\n    a:\n     b: 1\nn:\n    k:\n        l: 1\n    p:\n        q: 1\n",
        "m:\n    a:\n     b: 1\n    x:\n     z: 1\nn:\n    k:\n        l: 1\n    p:\n        q: 1\n",
    ),
    "a key beside one with a question mark makes their mapping be written anew": (
        "m:\n  ? a\n  : b: 1\n",
        "m:\n  a:\n    b: 1\n  x:\n    z: 1\n",
    ),
    "a key behind a last one with a comment": (
        "m:\n  a: 1 # a\n  # end\nn: 1\n",
        "m:\n  a: 1 # a\n  b: 2\n  # end\nn: 1\n",
    ),
    "a key behind a mapping": (
        "a:\n  b: 1\n  c: 2\n\nd: 3\n",
        "a:\n  b: 1\n  c: 2\n\nx: 7\n\nd: 3\n",
    ),
    "a key behind a mapping, with no blank lines about": (
        "a:\n  b: 1\nd: 3\n",
        "a:\n  b: 1\nx: 7\nd: 3\n",
    ),
    "two keys at once, set off by blank lines": (
        "a: 1\n\nb: 2\n",
        "a: 1\n\nb: 2\n\nx: 3\n\nz: 4\n",
    ),
    "a word between two that only a blank line below sets off": (
        "a: 1\nb: 2\n\nc: 3\n",
        "a: 1\nb: 2\nx: 7\n\nc: 3\n",
    ),
    "lines between two that only a blank line below sets off": (
        "a: 1\nb: 2\n\nc: 3\n",
        "a: 1\nb: 2\n\nx:\n  - 7\n\nc: 3\n",
    ),
    "a key at the end where only the ones before are set off": (
        "a: 1\n\nb: 2\nc: 3\n",
        "a: 1\n\nb: 2\nc: 3\nx: 7\n",
    ),
    "an item set off by a blank line": (
        "l:\n  - a: 1\n\n  - b: 2\n",
        "l:\n  - a: 1\n\n  - b: 2\n\n  - c: 3\n",
    ),
    "an item in front, set off by a blank line": (
        "l:\n  - a: 1\n\n  - b: 2\n",
        "l:\n  - c: 3\n\n  - a: 1\n\n  - b: 2\n",
    ),
    "an item in front": (
        "l:\n- 1\n- 2\n",
        "l:\n- 0\n- 1\n- 2\n",
    ),
    "an item in front, above the comments that stand right on the first": (
        "l:\n  # about one\n  # more\n  - 1\n",
        "l:\n  - 0\n  # about one\n  # more\n  - 1\n",
    ),
    "an item in front, below a comment that is set off": (
        "l:\n  # about all\n\n  # about one\n  - 1\n",
        "l:\n  # about all\n\n  - 0\n  # about one\n  - 1\n",
    ),
    "an item in front, below a comment of another column": (
        "l:\n# about all\n  - 1\n",
        "l:\n# about all\n  - 0\n  - 1\n",
    ),
    "a key in front of a file that begins with blank lines": (
        "\n\na: 1\n",
        "\n\nz: 0\na: 1\n",
    ),
    "a key in front of a file, below its head and above the comment on the first": (
        "# head\n\n# about a\na: 1\n",
        "# head\n\nz: 0\n# about a\na: 1\n",
    ),
    "a key in front of a file, below all comments that it begins with": (
        "# head\n# more\na: 1\n",
        "# head\n# more\nz: 0\na: 1\n",
    ),
    "a word behind a third that a blank line sets off on both sides": (
        "a: 1\nb: 2\n\nc: 3\n\nd: 4\n",
        "a: 1\nb: 2\n\nc: 3\n\nx: 7\n\nd: 4\n",
    ),
    "a word behind a first that a blank line sets off": (
        "a: 1\n\nb: 2\nc: 3\n",
        "a: 1\n\nx: 7\n\nb: 2\nc: 3\n",
    ),
    "a key in a file that has none, below its mark": (
        "---\n",
        "---\na: 1\n",
    ),
    "a key in a file that has none, below its mark and its comment": (
        "--- # c\n",
        "--- # c\na: 1\n",
    ),
    "a key in a file of a byte order mark": (
        "\ufeff",
        "\ufeffa: 1\n",
    ),
    "a key in a file of a comment without line break": (
        "# only",
        "# only\na: 1\n",
    ),
    "text of several lines in a file of empty braces is a block": (
        "{}\n",
        "a: |\n  one\n  two\n",
    ),
    "text of several lines in a file of empty braces without line break is quoted": (
        "{}",
        "a: \"one\\ntwo\\n\"",
    ),
    "keys in a file of empty braces": (
        "---\n{} # c\n",
        "---\na: 1\nb:\n  - 2 # c\n",
    ),
    "all keys of a file give way": (
        "# head\na: 1 # a\nb: 2\n# end\n",
        "# head\nx: 7\nz: 8\n# end\n",
    ),
    "a file in braces is emptied": (
        "{a: 1} # c\n",
        "{} # c\n",
    ),
    "a file is emptied": (
        "# head\na: 1\nb:\n  - 2\n# end\n",
        "# head\n{}\n# end\n",
    ),
    "a key in front of an indented file": (
        "  a: 1\n  b: 2\n",
        "  z: 0\n  a: 1\n  b: 2\n",
    ),
    "a key in front behind a byte order mark": (
        "\ufeffa: 1\n",
        "\ufeffz: 0\na: 1\n",
    ),
    "a key in front where lines end as on Windows": (
        "m:\r\n  a: 1\r\n",
        "m:\r\n  z: 0\r\n  a: 1\r\n",
    ),
    "a key behind a text block at the end": (
        "a: |\n  one\n",
        "a: |\n  one\nb: 2\n",
    ),
    "a key behind a text block that keeps its blank lines": (
        "a: |+\n  one\n\nb: 2\n",
        "a: |+\n  one\n\nx: 7\nb: 2\n",
    ),
    "a key behind a folded block at the end without line break": (
        "a: >\n  one",
        "a: >-\n  one\nb: 1",
    ),
    "a key behind a stripped block at the end without line break": (
        "a: |-\n  one",
        "a: |-\n  one\nb: 1",
    ),
    "a key behind a block in the last of several levels without line break": (
        "a:\n  - b: 1\n    c: |2\n      one",
        "a:\n  - b: 1\n    c: |2-\n      one\nd: 1",
    ),
    "a key behind a block with nothing in it at the end without line break": (
        "a: |",
        "a: |-\nb: 1",
    ),
    "a key behind a block that keeps its blank lines at the end": (
        "a: |+\n  one\n ",
        "a: |+\n  one\nb: 1\n ",
    ),
    "what stands behind a block at the end without line break goes, and another value changes": (
        "x: 1\na: |\n  one\nb: 1",
        "x: 2\na: |\n  one\n",
    ),
    "what stands behind a folded block at the end goes": (
        "a: >\n  one\n\nb: 1",
        "a: >\n  one\n",
    ),
    "what stands behind a stripped block at the end goes": (
        "a: |-\n  one\nb: 1",
        "a: |-\n  one",
    ),
    "what stands behind a block at the end goes where lines end as on Windows": (
        "a: |\r\n  one\r\nb: 1",
        "a: |\r\n  one\r\n",
    ),
    "what stands behind a quoted text at the end goes": (
        "a: 'x'\nb: 1",
        "a: 'x'",
    ),
    "what stands last without line break goes in a file with a block": (
        "a: |\n  one\nb: 2\nc: 1",
        "a: |\n  one\nb: 2",
    ),
    "a new text block at the end without line break is quoted": (
        "a: 1",
        "a: 1\nb: \"one\\ntwo\\n\"",
    ),
    "a new text block in front of deeper comments is quoted": (
        "m:\n  a: 1\n      # deeper\n  b: 2\n",
        "m:\n  a: 1\n  x: \"one\\ntwo\\n\"\n      # deeper\n  b: 2\n",
    ),
    "a new text block in front of a comment at its margin": (
        "m:\n  a: 1\n  # same\n  b: 2\n",
        "m:\n  a: 1\n  x: |\n    one\n    two\n  # same\n  b: 2\n",
    ),
    "a new item that is a text block in front of deeper comments is quoted": (
        "l:\n  - a\n      # deeper\n  - b\n",
        "l:\n  - a\n  - \"one\\ntwo\\n\"\n      # deeper\n  - b\n",
    ),
    # -- replacing values --
    "a word becomes a list where a comment stands behind": (
        "a: x # c\nb: 1\n",
        "a: # c\n  - 1\nb: 1\n",
    ),
    "a word on the line below becomes another": (
        "a:\n  # c\n  x # d\nb: 1\n",
        "a:\n  # c\n  z # d\nb: 1\n",
    ),
    "a word on the line below becomes a mapping": (
        "a:\n  # c\n  x\nb: 1\n",
        "a:\n  # c\n  k: 1\nb: 1\n",
    ),
    "a word on the line below becomes text of several lines": (
        "a:\n  # c\n  x\nb: 1\n",
        "a: |\n  one\n  two\nb: 1\n",
    ),
    "a mapping on the lines below becomes text of several lines": (
        "a:\n  x: 1\nb: 1\n",
        "a: |\n  one\n  two\nb: 1\n",
    ),
    "a mapping becomes brackets": (
        "a:\n  # c\n  x: 1\n  # d\nb: 1\n",
        "a: []\n  # c\n  # d\nb: 1\n",
    ),
    "a list becomes a word and its comments stay": (
        "a: # c\n  # d\n  - 1 # e\nb: 1\n",
        "a: w # c\n  # d\nb: 1\n",
    ),
    "nothing becomes a mapping before a comment": (
        "a: # c\nb: 1\n",
        "a: # c\n  k: 1\nb: 1\n",
    ),
    "nothing becomes a word before a comment": (
        "a:   # c\nb: 1\n",
        "a: w   # c\nb: 1\n",
    ),
    "nothing under a short function becomes a word": (
        "a: !Ref\nb: 1\n",
        "a: !Ref w\nb: 1\n",
    ),
    "blanks before a value stay": (
        "a:    x\nb:   1   # c\n",
        "a:    z\nb:   2   # c\n",
    ),
    "brackets over lines become a word": (
        "a: [\n  1\n] # c\nb: 1\n",
        "a: w # c\nb: 1\n",
    ),
    "a quoted word over lines becomes a list": (
        "a: \"one\n  two\" # c\nb: 1\n",
        "a: # c\n  - 1\nb: 1\n",
    ),
    "a text block becomes a list": (
        "a: |\n  x\n  y\nb: 1\n",
        "a:\n  - 1\nb: 1\n",
    ),
    "a text block becomes a number": (
        "a: |\n  x\n  y\n\nb: 1\n",
        "a: 5\n\nb: 1\n",
    ),
    "a text block with a comment behind its header changes": (
        "a: | # c\n    x\n    y\nb: 1\n",
        "a: |\n    x\n    z\nb: 1\n",
    ),
    "a text block that begins with a blank line keeps its column": (
        "a: |\n\n      x\n      y\nb: 1\n",
        "a: |\n\n      x\n      z\nb: 1\n",
    ),
    "a text block with a digit in its comment keeps its column": (
        "a: | # 2\n      x\n      y\nb: 1\n",
        "a: |\n      x\n      z\nb: 1\n",
    ),
    "a text block with a digit in its header takes the usual column": (
        "a: |6\n        x\n      y\nb: 1\n",
        "a: |\n  x\n  z\nb: 1\n",
    ),
    "a text block under a short function keeps its column": (
        "a: !Sub |\n      x\n      y\nb: 1\n",
        "a: !Sub |\n      x\n      z\nb: 1\n",
    ),
    "an anchored text block keeps its anchor and its column": (
        "a: &x |\n      x\n      y\nb: 1\n",
        "a: &x |\n      x\n      z\nb: 1\n",
    ),
    "a text block with nothing in it changes": (
        "a: |\nb: 1\n",
        "a: |\n  x\nb: 1\n",
    ),
    "a folded block keeps its column": (
        "a: >-\n      x\n      y\nb: 1\n",
        "a: >-\n      x z\nb: 1\n",
    ),
    "a folded block becomes text that only a literal one can hold": (
        "a: >\n  x\nb: 1\n",
        "a: |\n  x\n\n  y\nb: 1\n",
    ),
    "a quoted text becomes one of several lines and stays quoted": (
        "a: \"x\"\nb: 'y'\n",
        "a: \"x\\ny\\n\"\nb: \"y\\nz\"\n",
    ),
    "an item becomes a text block under a wide dash": (
        "l:\n  -   a\n  -   b\n",
        "l:\n  -   a\n  -   |\n      x\n      y\n",
    ),
    "an item that is a mapping becomes a list": (
        "l:\n  - a: 1\n    b: 2\n  - 3\n",
        "l:\n  - - 1\n    - 2\n  - 3\n",
    ),
    "an item that is a mapping becomes a short function": (
        "l:\n  - a: 1\n    b: 2\n  - 3\n",
        "l:\n  - !Ref x\n  - 3\n",
    ),
    "an item under a dash alone changes": (
        "l:\n  -\n    # c\n    a: 1\n",
        "l:\n  -\n    # c\n    a: 2\n",
    ),
    "an item that becomes empty": (
        "l:\n  - a: 1\n  - b: 2\n",
        "l:\n  - {}\n  - b: 2\n",
    ),
    "an item that becomes an empty list": (
        "l:\n  - - 1\n  - b: 2\n",
        "l:\n  - []\n  - b: 2\n",
    ),
    "an anchored mapping becomes a word": (
        "a: &x\n  k: 1\nb: 1\n",
        "a: &x w\nb: 1\n",
    ),
    "an anchored word in brackets changes": (
        "a: [&x w, 1]\n",
        "a: [&x v, 1]\n",
    ),
    "a tagged word becomes another": (
        "a: !!str 5\nb: 1\n",
        "a: '6'\nb: 1\n",
    ),
    "a mapping with a tag of YAML is emptied": (
        "a: !!map\n  # c\n  k: 1\nb: 1\n",
        "a: !!map {}\n  # c\nb: 1\n",
    ),
    "an anchored list is emptied": (
        "a: &x\n  - 1\nb: *x\n",
        "a: &x []\nb: []\n",
    ),
    # -- short tags --
    "a short function takes another content": (
        "a: !If [c, 1, 2] # c\n",
        "a: !If [c, 1, 3] # c\n",
    ),
    "a short function takes a text for a list": (
        "a: !Sub\n  - x\n  - k: 1\nb: 1\n",
        "a: !Sub z\nb: 1\n",
    ),
    "a short function takes a number and is written in long form": (
        "a: !Ref x\nb: 1\n",
        "a:\n  Ref: 5\nb: 1\n",
    ),
    "a short function takes a second key and is written in long form": (
        "a: !Ref x\nb: 1\n",
        "a:\n  Ref: x\n  k: 1\nb: 1\n",
    ),
    "a short function becomes another": (
        "a: !Ref x # c\n",
        "a: !Sub x # c\n",
    ),
    "a short function with a mapping changes in it": (
        "a: !Transform\n  Name: x # c\n  Parameters:\n    k: 1\n",
        "a: !Transform\n  Name: z # c\n  Parameters:\n    k: 1\n",
    ),
    "a short function with five items stands on lines": (
        "a: !Ref x\n",
        "a: !Or\n  - 1\n  - 2\n  - 3\n  - 4\n  - 5\n",
    ),
    "a short function with four items stands in brackets": (
        "a: !Ref x\n",
        "a: !Or [1, 2, 3, 4]\n",
    ),
    "a short function of 80 columns stands in brackets": (
        "a: !Ref x\n",
        "a: !Join ['-', [" + "x" * 64 + "]]\n",
    ),
    "a short function of more than 80 columns stands on lines": (
        "a: !Ref x\n",
        "a: !Join\n  - '-'\n  - - " + "x" * 65 + "\n",
    ),
    "a short function with text of several lines stands on lines": (
        "a: !Ref x\n",
        "a: !Join\n  - ''\n  - - |\n      one\n      two\n    - b\n",
    ),
    "an attribute under a key with a long form": (
        "a:\n  Fn::GetAtt: A.Arn\nb:\n  Fn::GetAtt:\n    - A\n    - Arn\n",
        "a:\n  Fn::GetAtt: B.Arn\nb:\n  Fn::GetAtt:\n    - B\n    - Arn\n",
    ),
    "an attribute under a key that gets a neighbour": (
        "a:\n  Fn::GetAtt: A.Arn\n",
        "a:\n  Fn::GetAtt:\n    - A\n    - Arn\n  k: 1\n",
    ),
    "an attribute that takes a function": (
        "a: !GetAtt A.Arn\nb: 1\n",
        "a: !GetAtt\n  - A\n  - !Ref B\nb: 1\n",
    ),
    "an attribute whose first part has a dot": (
        "a: !GetAtt A.Arn\n",
        "a: !GetAtt\n  - A.B\n  - Arn\n",
    ),
    "a new attribute whose first part has a dot": (
        "a: !Ref A\n",
        "a: !GetAtt [A.B, Arn]\n",
    ),
    # -- brackets --
    "a key in braces is renamed": (
        "a: {Nmae: 1, 'b': 2, \"c\": 3}\n",
        "a: {Name: 1, 'd': 2, \"e\": 3}\n",
    ),
    "a key in braces is renamed and needs quotes there": (
        "a: {x: 1, b: 2}\n",
        "a: {'y, z': 1, b: 2}\n",
    ),
    "an entry in braces goes, first, middle and last": (
        "a: {x: 1, b: 2}\nc: {x: 1, z: 2, b: 3}\nd: {b: 1, x: 2}\n",
        "a: {b: 2}\nc: {x: 1, b: 3}\nd: {b: 1}\n",
    ),
    "two entries go from behind a comment": (
        "a: [1, # one\n    2, 3, 4, 5, 6]\n",
        "a: [1, # one\n      4, 6]\n",
    ),
    "the last two entries go from behind a comment": (
        "a: {x: 1, # one\n    b: 2, c: 3}\n",
        "a: {x: 1, # one\n     }\n",
    ),
    "entries come with the commas of their neighbours": (
        "a: {x: 1 ,  b: 2}\n",
        "a: {x: 1 ,  b: 2 ,  c: 3}\n",
    ),
    "entries come one a line as their neighbours": (
        "a: {\n  x: 1,\n  b: 2\n}\n",
        "a: {\n  z: 0,\n  x: 1,\n  k: 7,\n  b: 2\n}\n",
    ),
    "entries come where a comment stands between": (
        "a: [1, # one\n    2]\n",
        "a: [1, # one\n    2, 3]\n",
    ),
    "items come in brackets that open on a line of their own": (
        "a: [\n    1 # one\n  ]\n",
        "a: [\n    1,\n    2 # one\n  ]\n",
    ),
    "brackets with a comma at their end": (
        "a: [\n  1,\n  2,\n]\n",
        "a: [\n  1,\n  2,\n  3,\n]\n",
    ),
    "items that come in front in brackets": (
        "a: [\n  1,\n  2\n]\n",
        "a: [\n  8,\n  9,\n  1,\n  2\n]\n",
    ),
    "nothing in braces becomes a word": (
        "a: {x: , b: , c: }\n",
        "a: {x: 1, b: 2, c: 3}\n",
    ),
    "a pair in brackets changes": (
        "a: [x: 1, y]\n",
        "a: [x: 2, y]\n",
    ),
    "text in double quotes in brackets stays so": (
        "a: [\"x\", \"y\"]\n",
        "a: [\"x\", \"z\"]\n",
    ),
    "a list in quotes grows with quotes": (
        "a: [\"x\"]\nb: ['x']\n",
        "a: [\"x\", \"z\"]\nb: ['x', z]\n",
    ),
    "a word becomes a mapping in braces of JSON": (
        "a: {\"x\": 1, \"b\": [2]}\n",
        "a: {\"x\": {\"k\": \"v\"}, \"b\": [2, {\"k\": \"w\"}]}\n",
    ),
    "a word becomes a word in braces of JSON": (
        "a: {\"x\": 1, \"b\": 2}\n",
        "a: {\"x\": \"w\", \"b\": true}\n",
    ),
    "a number among texts in quotes becomes a text": (
        "a: [\"x\", 1]\nb: ['x', 1]\n",
        "a: [\"x\", \"z\"]\nb: ['x', z]\n",
    ),
    "a list of numbers in braces of JSON takes a text": (
        "a: {\"x\": [1], \"b\": [[2]]}\n",
        "a: {\"x\": [1, \"z\"], \"b\": [[2, \"z\"]]}\n",
    ),
    "a function in braces of JSON becomes another": (
        "a: {\"x\": !Ref \"y\", \"b\": 2}\n",
        "a: {\"x\": !Sub \"y\", \"b\": 2}\n",
    ),
    "a list in brackets under a dash grows without quotes": (
        "l:\n  - [x]\n  - {k: v}\n",
        "l:\n  - [x, z]\n  - {k: w, j: z}\n",
    ),
    "an attribute comes in brackets": (
        "a: [!Ref x]\n",
        "a: [!Ref x, !GetAtt A.Arn]\n",
    ),
    "a function in brackets takes a function": (
        "a: [!Sub x, 1]\n",
        "a: [!Sub [x, {k: !Ref A}], 1]\n",
    ),
    "text that begins with a colon comes in brackets": (
        "a: [x]   # c\nb:   1\n",
        "a: [x, ':80']   # c\nb:   1\n",
    ),
    "text that begins with a colon becomes a key in braces": (
        "a: {x: 1}   # c\n",
        "a: {x: 1, ':y': 2}   # c\n",
    ),
    # -- anchors, aliases, merges --
    "an anchor that another item goes from before keeps its alias": (
        "a: [1, &x {k: 2}]\nb: *x\n",
        "a: [&x {k: 2}]\nb: *x\n",
    ),
    "an anchored item that goes leaves its meaning to its alias": (
        "a: [&x {k: 2}, 1]\nb: *x\n",
        "a: [1]\nb:\n  k: 2\n",
    ),
    "an anchor in what is written anew is written out where its alias stands": (
        "a:\n  - &x {k: 2}\nb: [*x, 1]\n",
        "a: w\nb: [{k: 2}, 1]\n",
    ),
    "an alias in a merge of two stays": (
        "a: &x {p: 1}\nb:\n  <<: [*x, {q: 2}]\n  r: 3\n",
        "a: &x {p: 1}\nb:\n  <<: [*x, {q: 2}]\n  r: 4\n",
    ),
    "a merge of two is written out when one of them changes": (
        "a: &x\n  p: 1\nc: &y\n  q: 2\nb:\n  <<: [*x, *y]\n  r: 3\n",
        "a: &x\n  p: 1\nc: &y\n  q: 5\nb:\n  p: 1\n  q: 2\n  r: 3\n",
    ),
    "the first of two mappings in a merge wins": (
        "a: &x {p: 1}\nc: &y {p: 2, q: 2}\nb:\n  <<: [*x, *y]\n",
        "a: &x {p: 1}\nc: &y {p: 2, q: 2}\nb:\n  <<: [*x, *y]\n  s: 5\n",
    ),
    "a key with an anchor is renamed and its alias written out": (
        "&k a: 1\nb: *k\n",
        "c: 1\nb: a\n",
    ),
    "an alias in brackets gives way": (
        "a: &x 1\nb: [*x, *x]\n",
        "a: &x 1\nb: [*x, 2]\n",
    ),
    "an alias of an alias's neighbour stays": (
        "a: &x {p: 1}\nb: &y [1]\nc: *x\nd: *y\n",
        "a: &x {p: 2}\nb: &y [1]\nc:\n  p: 1\nd: *y\n",
    ),
    "an anchor that goes leaves its meaning to the first alias": (
        "a: &x [1]\nb: *x\nc: *x\n",
        "b:\n  - 1\nc:\n  - 1\n",
    ),
    "a nested anchor changes": (
        "a: &x\n  b: &y\n    c: 1\nd: *y\ne: *x\n",
        "a: &x\n  b: &y\n    c: 2\nd:\n  c: 1\ne:\n  b:\n    c: 2\n",
    ),
    "a merge of a changed mapping is written out": (
        "a: &x\n  p: 1\nb:\n  <<: *x\n  q: 2\n",
        "a: &x\n  p: 5\nb:\n  p: 1\n  q: 2\n",
    ),
    "a key comes beside a merge": (
        "a: &x\n  p: 1\nb:\n  <<: *x\n",
        "a: &x\n  p: 1\nb:\n  <<: *x\n  q: 2\n",
    ),
    "a key goes from beside a merge": (
        "a: &x\n  p: 1\nb:\n  q: 1\n  <<: *x\n  r: 2\n",
        "a: &x\n  p: 1\nb:\n  <<: *x\n  r: 2\n",
    ),
    "a key goes from below a merge and the blank line behind it stays": (
        "a: &x\n  p: 1\nb:\n  <<: *x\n  q: 2\n\n  r: 3\n",
        "a: &x\n  p: 1\nb:\n  <<: *x\n\n  r: 3\n",
    ),
    "a merged key that comes with another value": (
        "a: &x {p: 1, q: 2}\nb: {<<: *x, r: 3}\n",
        "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 4, r: 3}\n",
    ),
    # -- breaks that YAML alone takes for ends of lines --
    "a key behind such a break makes its mapping be written anew": (
        "m:\n  ? a\x85  : 1 # c\n  ? b # d: e\n  : 2\n",
        "m:\n  a: 1\n  b: 3\n",
    ),
    # -- odd keys --
    "an item behind such a break makes its list be written anew": (
        "a: 1\nl:\n- x\x85- y # c\n",
        "a: 1\nl:\n- x\n- z\n",
    ),
    "a comment with a colon stands before the colon": (
        "? a # b: c\n: 1\n",
        "? a # b: c\n: 2\n",
    ),
    "a value of a key with a question mark changes": (
        "? a\n: x # c\n? b\n: - 1\n",
        "? a\n: z # c\n? b\n: - 2\n",
    ),
    "a key that stands on its line with the dash of another": (
        "l:\n- - k: 1\n    j: 2\n",
        "l:\n- - k: 1\n    j: 2\n    i: 3\n",
    ),
    "a long key is quoted": (
        "a: 1\n",
        "a: 1\n'" + "k" * 121 + "': 2\n",
    ),
    "numbers as keys": (
        "a: 1\n",
        "a: 1\n80: 2\n'08': 3\n'1.5': 4\n",
    ),
    "numbers that are no numbers and more": (
        "a: 1\n",
        "a: 1\nb: .inf\nc: -.inf\nd: 1.0e+20\ne: 1.0e-07\nf: 0.5\n",
    ),
}
YAML_AFTER_A_TEXT_BLOCK = {
    "deeper blanks between two that go, once": (
        "a: |\n  x\nb: 1\n     \nc: 2\n\nd: |\n  y\ne: 3\n    # deeper\nf: 4\n",
        "a: |\n  x\n\nd: |\n  y\nf: 4\n",
    ),
    "and what comes elsewhere is quoted, in whatever step or width": (
        "a: |\n  x\nb: 1\n    # deeper\nm:\n  p: 1\nn:\n    p:\n     q: 1\nk:\n- 1\n- 1\nl:\n-    1\n",
        "a: |\n  x\nm:\n  p: 1\nn:\n    p:\n     q: 1\n    r: \"one\\ntwo\\n\"\nk:\n- 1\n- 1\nl:\n-    1\n- \"one\\ntwo\\n\"\n",
    ),
    "what follows a text block takes its deeper comments along when it goes": (
        "a: |\n  x\nb: 1\n    # deeper\n\n# same\nc: 2\n",
        "a: |\n  x\n\n# same\nc: 2\n",
    ),
    "what follows a text block takes deeper blanks along when it goes": (
        "a: |\n  x\nb: 1\n     \nc: 2\n",
        "a: |\n  x\nc: 2\n",
    ),
}
JSON = {
    "a key comes between keys that each have their own comma": (
        '{"a": 1 , "b": 2, "c": 3}',
        '{"a": 1 , "x": 7 , "b": 2, "c": 3}',
    ),
    "a key comes at the end with the comma before the last": (
        '{"a": 1 , "b": 2,   "c": 3}',
        '{"a": 1 , "b": 2,   "c": 3,   "x": 7}',
    ),
    "a key comes beside a single one": (
        '{"l": [1,2], "m": {"a": 1}}',
        '{"l": [1,2], "m": {"a": 1, "b": [3, 4]}}',
    ),
    "a key comes beside a single one on lines": (
        '{\n   "a": 1\n}',
        '{\n   "a": 1,\n   "b": 2\n}',
    ),
    "a key comes in front of a single one on lines": (
        '{\n   "a": 1\n}',
        '{\n   "z": {\n      "k": 0\n   },\n   "a": 1\n}',
    ),
    "a key comes in an object that opens on its line and goes on below": (
        '{"a": 1,\n "b": 2}',
        '{"a": 1,\n "b": 2,\n "c": 3}',
    ),
    "first, middle and last go from one line": (
        '{"a": {"x": 1, "y": 2}, "b": {"x": 1, "z": 3, "y": 2}, "c": {"y": 2, "x": 1}}',
        '{"a": {"y": 2}, "b": {"x": 1, "y": 2}, "c": {"y": 2}}',
    ),
    "the first two go": (
        '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}',
        '{\n  "c": 3\n}',
    ),
    "the last two go": (
        '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}',
        '{\n  "a": 1\n}',
    ),
    "all keys give way on lines": (
        '{\n  "m": {\n    "a": [1],\n    "b": [2]\n  }\n}',
        '{\n  "m": {\n    "x": 7,\n    "y": {\n      "k": 8\n    }\n  }\n}',
    ),
    "all keys give way on one line": (
        '{"m": {"a": [1]}, "n": 1}',
        '{"m": {"x": 7, "y": {"k": 8}}, "n": 1}',
    ),
    "all keys give way and the first comma is theirs": (
        '{"m": {"a": [1] , "b": [2],  "c": [3]}}',
        '{"m": {"x": 7 , "y": 8 , "z": 9}}',
    ),
    "all items give way on one line": (
        '{"l": [1, 2], "n": 1}',
        '{"l": ["x", {"k": 8}, []], "n": 1}',
    ),
    "a value becomes an object, on lines below its own": (
        '{\n    "a": {\n        "b": 1\n    }\n}',
        '{\n    "a": {\n        "b": {\n            "c": [\n                2\n            ]\n        }\n    }\n}',
    ),
    "a value becomes an object on the one line": (
        '{"a": {"b": 1}}',
        '{"a": {"b": {"c": [2]}}}',
    ),
    "an item becomes an object, on lines below its own": (
        '{\n  "l": [\n    1,\n    2\n  ]\n}',
        '{\n  "l": [\n    1,\n    {\n      "k": 3\n    }\n  ]\n}',
    ),
    "an item becomes an object on the one line": (
        '{"l": [1, 2]}',
        '{"l": [1, {"k": 3, "j": 4}]}',
    ),
    "an object in a list on its line stays there": (
        '{\n  "l": [{"a": 1, "b": 2}]\n}',
        '{\n  "l": [{"a": 1, "b": {"c": 3}}]\n}',
    ),
    "a line with two entries is indented as it begins": (
        '{\n  "a": 1, "b": 2\n}',
        '{\n  "a": 1, "b": {\n    "c": 3\n  }\n}',
    ),
    "a key is renamed and its value changes": (
        '{"Nmae": {"x": 1, "y": 2}, "b": 2}',
        '{"Name": {"x": 1, "y": 3}, "b": 2}',
    ),
    "dotted text becomes other dotted text": (
        '{"a": {"Fn::GetAtt": "A.Arn"}, "b": {"Fn::GetAtt": ["A", "Arn"]}}',
        '{"a": {"Fn::GetAtt": "B.Arn"}, "b": {"Fn::GetAtt": ["B", "Arn"]}}',
    ),
    "dotted text becomes a list where it cannot be said": (
        '{"a": {"Fn::GetAtt": "A.Arn"}}',
        '{"a": {"Fn::GetAtt": ["A.B", "Arn"]}}',
    ),
    "dotted text becomes a list where its key gets a neighbour": (
        '{"a": {"Fn::GetAtt": "A.Arn"}}',
        '{"a": {"Fn::GetAtt": ["A", "Arn"], "k": 1}}',
    ),
    "dotted text becomes a list where its key is renamed": (
        '{"a": {"Fn::GetAtt": "A.Arn"}, "b": 1}',
        '{"a": {"Fn::GetAt": ["A", "Arn"]}, "b": 1}',
    ),
    "lists of brackets change deep inside": (
        '{"a": [[1, 2], [3, [4]]]}',
        '{"a": [[1, 2], [3, [5, 4]]]}',
    ),
    "escapes of keys and texts": (
        '{"\\u00e9": "\\u00e8", "b": 1}',
        '{"\\u00e9": "\\u00ea", "b": 1, "\\u00e7": 2}',
    ),
    "breaks of old": (
        '{\r  "a": 1\r}',
        '{\r  "a": 1,\r  "b": [\r    2\r  ]\r}',
    ),
    "a byte order mark stays": (
        '\ufeff{\n  "a": 1\n}',
        '\ufeff{\n  "a": 2,\n  "b": 3\n}',
    ),
    "an empty root on one line opens up": (
        "{ }\n",
        '{\n  "a": 1\n}\n',
    ),
    "all keys of the root give way": (
        '{\n  "a": 1\n}\n',
        '{\n  "b": 2\n}\n',
    ),
    "a list whose items are written oddly grows": (
        '{"l": ["\\u0041", {"a" :1.50}]}',
        '{"l": ["\\u0041", 5, {"a" :1.50}, 6]}',
    ),
    "the root is emptied": (
        '{\n  "a": 1\n}\n',
        "{}\n",
    ),
}
# fmt: on


@pytest.mark.parametrize(("before", "after"), YAML.values(), ids=YAML)
def test_yaml_becomes_exactly_this_at_the_first_try(before, after, proofs):
    wanted = parse(after, dialect=TAGS, format="yaml").data
    assert parse(before, dialect=TAGS, format="yaml").edited(wanted) == after
    assert proofs == [True]


@pytest.mark.parametrize(("before", "after"), YAML_AFTER_A_TEXT_BLOCK.values(), ids=YAML_AFTER_A_TEXT_BLOCK)
def test_what_a_text_block_would_swallow_goes_along_at_the_second_try(before, after, proofs):
    wanted = parse(after, dialect=TAGS, format="yaml").data
    assert parse(before, dialect=TAGS, format="yaml").edited(wanted) == after
    assert proofs == [False, True]


@pytest.mark.parametrize(("before", "after"), JSON.values(), ids=JSON)
def test_json_becomes_exactly_this(before, after):
    wanted = parse(after, dialect=TAGS, format="json").data
    assert parse(before, dialect=TAGS, format="json").edited(wanted) == after
