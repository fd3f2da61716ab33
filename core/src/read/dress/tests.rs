use super::undress;
use crate::read::read;

fn plain(text: &str) -> String {
    undress(text).map_or_else(|| text.to_owned(), |undressed| undressed.plain.text().to_owned())
}

/// Each text with what it is without its dress.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(plain(text), *expected, "{text}");
    }
}

/// Texts that look dressed and are not.
fn stay(texts: &[&str]) {
    for text in texts {
        assert!(undress(text).is_none(), "{text} became {}", plain(text));
    }
}

#[test]
fn quote_marks_go_at_any_depth_on_any_line() {
    check(&[
        ("> a: b\n>> c\n> > d\n>\ne", "a: b\nc\nd\n\ne"),
        ("> Log Name: System\nSource: x", "Log Name: System\nSource: x"),
        ("    > Date: x\n    >   y\n", "Date: x\n  y\n"),
        ("&gt; Level: Error\n&gt;&gt; x", "Level: Error\nx"),
    ]);
    stay(&[
        "a > b\nc -> d\n",
        ">= 5 items\n",
        "<Event\n xmlns='x'\n>\n<System\n>\n</System></Event>",
        "PS C:\\> dir\n",
    ]);
}

#[test]
fn a_quotation_that_has_ended_is_no_part_of_what_follows() {
    let text =
        "> Log Name: System\n> Source: Contoso\n> Event ID: 7\n> Description:\n> Gone.\n\nWhat shall I do?\n";
    let events = read(text).events;
    assert_eq!(
        events.iter().map(|event| event.text().lines().last()).collect::<Vec<_>>(),
        [Some("Gone."), Some("What shall I do?")]
    );
}

#[test]
fn comment_marks_bars_and_line_numbers_go_where_lines_of_an_event_carry_them() {
    check(&[
        ("# Log Name: System\n# Source: x\n#\n# text\n", "Log Name: System\nSource: x\n\ntext\n"),
        (
            "int a;\n  // Log Name: System\n  // Source: x\n  // text\nint b;",
            "int a;\n  Log Name: System\n  Source: x\n  text\nint b;",
        ),
        (
            " * Log Name: System\n * Source: x\n * Level: y\n */",
            " Log Name: System\n Source: x\n Level: y\n */",
        ),
        ("| Log Name: System\n| Source: x\n| Level: y", "Log Name: System\nSource: x\nLevel: y"),
        ("REM Log Name: System\nREM Source: x\nREM z\n", "Log Name: System\nSource: x\nz\n"),
        ("9: Log Name: System\n10: Source: x\n11:   Level: y\n", "Log Name: System\nSource: x\n  Level: y\n"),
        ("  1  Log Name: System\n  2  Source: x\n\n  3  y\n", "  Log Name: System\n  Source: x\n\n  y\n"),
        ("+ Log Name: System\n+ Source: x\n+ y\n", "Log Name: System\nSource: x\ny\n"),
    ]);
    stay(&[
        "# One\n# Two\n# Three\n",
        "# Log Name: System\n# Source: x\nLevel: y\n",
        "| Name: a | b |\n| Kind: c | d |\n| Size: e | f |\n",
        "+ System\n  - Provider\n+ EventData\n+ Other\n",
        "10 Jan 05 10:11 Error x\n11 Jan 05 10:12 Error y\n12 Jan 05 10:13 Error z\n",
        "1: Log Name: a\n3: Source: b\n5: Level: c\n",
        "1. Name: a\n2. Kind: b\n3. Size: c\n",
    ]);
}

#[test]
fn characters_that_cannot_be_seen_go_and_spaces_are_spaces() {
    check(&[
        ("Event\u{a0}ID\u{202f}:\u{200b}5\u{feff}", "Event ID :5"),
        ("a\u{2028}b\rc\r\nd\u{b}e", "a\nb\nc\r\nd\ne"),
        ("Kenn\u{ad}wort", "Kennwort"),
        ("日志名称：System\n来源：x\n", "日志名称:System\n来源:x\n"),
    ]);
    stay(&["操作失败，错误：5", "a\r\nb\r\n", "\u{201c}x\u{201d} \u{2013} \u{e9}"]);
}

#[test]
fn html_tags_go_where_they_are_used_as_in_html() {
    check(&[
        ("Log Name: System<br/>Source: x<BR>Level: y", "Log Name: System\nSource: x\nLevel: y"),
        (
            "<p class=\"x\">Log Name: <b>System</b></p><p>Source: a &amp; b</p>",
            "Log Name: System\nSource: a & b\n",
        ),
        ("<tr><td>Source</td><td>x</td></tr>", "Source\tx\t\n"),
        ("a<br/>\nb</p>\r\nc", "a\nb\r\nc"),
        ("Log Name: &nbsp;&nbsp;System", "Log Name:   System"),
        (
            "<pre>&lt;Event&gt;&lt;Data&gt;a &amp;amp; b&lt;/Data&gt;&lt;/Event&gt;</pre>",
            "<Event><Data>a &amp; b</Data></Event>\n",
        ),
        (
            "<!DOCTYPE html><html><style>b{\"x\"}</style><script>if (a<b) {}</script><p>Level: y</p></html>",
            "Level: y\n\n",
        ),
    ]);
    stay(&[
        "<I>CN=a, OU=b<S>CN=c",
        "the <path> of <user> and List<b>",
        "<Event><EventData><Data>&lt;b&gt;x&lt;/b&gt; <b>y</b> &nbsp;</Data></EventData></Event>",
        "{\"a\": \"<p>b</p><br>&nbsp;\"}",
        "a < b & c > d",
        "tom &amp; jerry",
    ]);
}

#[test]
fn event_xml_that_was_escaped_as_a_whole_is_event_xml() {
    let event = "<Event xmlns=\"x\"><Data>a &amp; b</Data></Event>";
    check(&[
        (
            "&lt;Event xmlns=&quot;x&quot;&gt;&lt;Data&gt;a &amp;amp; b&lt;/Data&gt;&lt;/Event&gt; &lt;x&gt;",
            &format!("{event} &lt;x&gt;"),
        ),
        (
            "&amp;lt;Event xmlns=\"x\"&amp;gt;&amp;lt;Data&amp;gt;a &amp;amp;amp; b&amp;lt;/Data&amp;gt;&amp;lt;/Event&amp;gt;",
            event,
        ),
        (
            "\\u003cEvent xmlns=\\\"x\\\"\\u003e\\u003cData\\u003ea \\u0026amp; b\\u003c/Data\\u003e\\u003c/Event\\u003e",
            event,
        ),
        ("\\<Event xmlns=\\\"x\\\"\\>\\<Data\\>a &amp; b\\</Data\\>\\</Event\\>", event),
        ("<Event xmlns=\\\"x\\\"><Data>a &amp; b</Data></Event>", event),
        (
            "`<Event xmlns=\"x\">`\n`<Data>a</Data>`\n`</Event>`",
            "<Event xmlns=\"x\">\n<Data>a</Data>\n</Event>",
        ),
        (
            "&lt;Event&gt;&lt;EventID&gt;5&lt;/EventID&gt;&lt;EventData/&gt;&lt;/Event&gt;",
            "<Event><EventID>5</EventID><EventData/></Event>",
        ),
        ("&lt;System&gt;cut\n\n&lt;b&gt;", "<System>cut\n\n&lt;b&gt;"),
    ]);
    stay(&[
        "<Event><Data>&lt;Event&gt;&lt;/Event&gt;</Data></Event>",
        "{\"original\": \"\\u003cEvent\\u003e\\u003c/Event\\u003e\"}",
        "&lt;Eventually&gt;",
    ]);
}

#[test]
fn line_breaks_that_were_written_out_are_line_breaks() {
    check(&[
        ("Log Name: System\\r\\nSource: x\\r\\n\\tLevel: y", "Log Name: System\nSource: x\n\tLevel: y"),
        ("Log Name: System\\nSource: \\\"x\\\"\\nLevel: y", "Log Name: System\nSource: \"x\"\nLevel: y"),
        ("Log Name: System`r`nSource: x", "Log Name: System\nSource: x"),
        ("a\\\\r\\\\nb", "a\nb"),
        ("Level: y\\nDescription:\\nGone", "Level: y\nDescription:\nGone"),
    ]);
    stay(&[
        "C:\\new\\Test and D:\\News\\New",
        "{\"a\": \"b\\r\\nc\"}",
        "one \\n only",
        "\\\\server\\New and \\\\server\\Next",
        "contoso\\Nina and contoso\\Nora",
    ]);
}

#[test]
fn what_markdown_escapes_and_frames_is_plain() {
    check(&[
        ("Log Name: System\\\nSource: x\\\nLevel: y", "Log Name: System\nSource: x\nLevel: y"),
        ("`Log Name: System`\n`Source: x`\n", "Log Name: System\nSource: x\n"),
        ("KERNEL\\_SECURITY\\_CHECK\\_FAILURE", "KERNEL_SECURITY_CHECK_FAILURE"),
        ("Computer: \\<Server>\nUser: \\<User>", "Computer: <Server>\nUser: <User>"),
        ("\\<Name>Outlook\\</Name>", "<Name>Outlook</Name>"),
    ]);
    stay(&[
        "C:\\_a\\_b\\-c\\.d",
        "C:\\a\\\nC:\\b\\\n",
        "\\\\server\\_share\\_x\\_y",
        "contoso\\_svc1 and contoso\\_svc2 and contoso\\_svc3",
        "set `x` and `y`\nor `z`",
        "```\nx\n```",
    ]);
}

#[test]
fn quoted_printable_is_undone_where_it_is_clearly_that() {
    check(&[
        ("Log Name: System=0D=0ASource: a=3Db=0D=0A", "Log Name: System\r\nSource: a=b\r\n"),
        ("x =3D y=3Dz=\n", "x = y=z"),
        ("a=3Db and a long =\nline f=C3=BCr =\nall", "a=b and a long line f\u{fc}r all"),
    ]);
    stay(&["handle=3D0, key=3Dab", "dGVzdA=\ndGVzdA=\ndGVzdA=\n"]);
}

#[test]
fn evidence_is_shown_where_it_was_pasted() {
    let text =
        "> <b>Log Name:</b> System\n> Source: Contoso\n> Event&nbsp;ID: 7\n> Description: a &amp;\n> b\n";
    let reading = read(text);
    let event = &reading.events[0];
    assert_eq!(event.event_id(), Some(7));
    assert_eq!(&text[event.span.range()], &text[5..text.len() - 1]);
    let message = event.text().find("a &").map(|at| event.source(at..event.text().len()));
    let pieces: Vec<&str> = message.into_iter().flatten().map(|span| &text[span.range()]).collect();
    assert_eq!(pieces, ["a &amp;\n", "b"]);
}

#[test]
fn marks_without_end_take_linear_time() {
    for unit in [
        "\\",
        "\\_",
        "a\\_",
        "\\<",
        "`",
        "`r`n",
        "\\n",
        "\\\\n",
        "=3D",
        "=\n",
        "=0D=0A",
        "&lt;Event ",
        "&amp;lt;Event&gt;",
        "\\u003cEvent",
        "\\<Event",
        "<p>",
        "</p>",
        "<p ",
        "<br",
        "<!--",
        "&nbsp;",
        "&",
        "# a: \n",
        "1 a: b\n",
        "| ",
        "\u{ff1a}",
        "{\"a\": \"",
        "<Event xmlns=\\\"",
        "\u{a0}",
        "> \n\nx\n",
        "`<Event`>",
        "&lt;Event&gt;&lt;\\/Event&gt;",
    ] {
        let text = unit.repeat((1 << 16) / unit.len());
        assert!(read(&text).events.len() <= text.len());
        assert!(read(&format!("<html>{text}</p>")).events.len() <= text.len());
    }
}
