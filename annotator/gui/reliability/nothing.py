"""What the page says where there are no figures: a title, and what to do."""

from annotator.gui.commands.table import key_of


def nobody() -> tuple[str, str]:
    """Say that no article was finished by two coders."""
    done, nothing = key_of("done"), key_of("nothing")
    hands, brings = key_of("hand_out"), key_of("bring_in")
    said = (
        "Agreement is computed on articles that at least two coders have read to their end. "
        f"A coder finishes an article with {done}, or with {nothing} when there is "
        "nothing to code. "
        f"Hand the same articles out to two coders with {hands}, and bring their files in with "
        f"{brings}; then press {key_of('compute_again')} here."
    )
    return "No article that two coders have finished", said


def not_yet() -> tuple[str, str]:
    """Say that figures are being computed."""
    return "No figures yet", f"They are computed. {key_of('compute_again')} computes them again."


def hidden() -> tuple[str, str]:
    """Say that labels are hidden until one has finished."""
    return (
        "Labels are hidden until you have finished your articles",
        (
            "Agreement is computed on articles that at least two coders have read to their end, "
            "but on none that you are to code and have not finished: their labels are hidden."
        ),
    )


def other_coder() -> tuple[str, str]:
    """Say that somebody else is coding now."""
    again = f"Press {key_of('compute_again')} for the figures that they may see."
    return "Somebody else is coding now", again


def too_few() -> tuple[str, str]:
    """Say that too few coders are chosen."""
    again = f"then press {key_of('compute_again')}"
    return "Fewer than two coders are chosen", f"Turn on at least two of the coders, {again}."


def no_code() -> tuple[str, str]:
    """Say that no code is chosen."""
    again = f"then press {key_of('compute_again')}"
    return "No code is chosen", f"Turn on at least one of the codes, {again}."


def no_figures() -> tuple[str, str]:
    """Say that there is nothing to compare."""
    again = f"then press {key_of('compute_again')}"
    return (
        "Nothing to compare",
        f"The coders have used none of the chosen codes and fields. Choose others, {again}.",
    )
