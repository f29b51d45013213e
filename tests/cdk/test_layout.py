"""Lines that an edit made too long are broken as their neighbours would be."""

import pytest

from repair.cdk.layout import laid_out

PYTHON = "def f():\n    x = 1\n"
TYPESCRIPT = "class A {\n  x() {\n    y;\n  }\n}\nconst c = {\n  a,\n};\n"


def test_a_python_call_has_a_line_for_each_argument():
    line = '    b = s3.Bucket(self, "Bucket", name=f"{a}, {b}", removal_policy=RemovalPolicy.DESTROY, versioned=True)\n'
    assert laid_out(PYTHON, PYTHON + line, "python") == PYTHON + (
        "    b = s3.Bucket(\n"
        "        self,\n"
        '        "Bucket",\n'
        '        name=f"{a}, {b}",\n'
        "        removal_policy=RemovalPolicy.DESTROY,\n"
        "        versioned=True,\n"
        "    )\n"
    )


def test_the_object_that_ends_a_typescript_call_holds_the_lines():
    line = "  const b = new s3.Bucket(this, 'Bucket', { removalPolicy: cdk.RemovalPolicy.DESTROY, versioned: true });\n"
    assert laid_out(TYPESCRIPT, TYPESCRIPT + line, "typescript") == TYPESCRIPT + (
        "  const b = new s3.Bucket(this, 'Bucket', {\n"
        "    removalPolicy: cdk.RemovalPolicy.DESTROY,\n"
        "    versioned: true,\n"
        "  });\n"
    )


def test_what_is_too_long_still_is_broken_again():
    inner = (
        "logs.LogGroup(self, 'FunctionLogs', retention=logs.RetentionDays.ONE_MONTH, removal_policy=DESTROY)"
    )
    made = laid_out(PYTHON, f"{PYTHON}f(log_group={inner})\n", "python")
    assert "    log_group=logs.LogGroup(\n        self,\n" in made
    assert max(map(len, made.splitlines())) <= 88


@pytest.mark.parametrize(
    "line",
    [
        "x = '" + "a, (b), " * 20 + "'",
        "x = 1  # (" + "a, b, " * 20 + ")",
        "x = " + "a" * 100,
        'x = f"""(' + "a, " * 40 + ')"""',
    ],
)
def test_a_line_without_brackets_to_break_stays(line):
    assert laid_out("", line + "\n", "python") == line + "\n"


def test_a_long_line_that_was_there_stays():
    line = "f(" + "a, " * 30 + "b)\n"
    assert laid_out(line, line + "x\n", "python") == line + "x\n"
