//! What the page says: a name for each text, with what a translator has to know.

/// Declares the table, and what is done to all of it.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The page's texts in one language. Places are numbered from 0; in a text with plurals the first is the number.
        #[derive(Clone, Debug)]
        pub struct Texts {
            $($(#[$doc])* pub(crate) $name: &'static str,)*
        }

        impl Texts {
            /// All of them, to be changed.
            pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut &'static str> {
                [$(&mut self.$name,)*].into_iter()
            }

            /// All of them, with their names.
            #[cfg(test)]
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

texts! {
    // The frame.
    skip,
    /// The navigation's name.
    views,
    /// Names the view with the box in the navigation.
    view_match,
    articles,
    /// Labels the choice of a theme.
    colours,
    theme_auto,
    theme_light,
    theme_dark,
    /// Labels the choice of a language.
    language,
    footer_privacy,
    /// The same, where parts of a large base are loaded for a text.
    footer_privacy_routed,
    /// `{0}`: the licence, a link.
    footer_license,
    /// The title of the browser's window. `{0}`: what is shown.
    title,
    title_no_page,
    title_no_article,
    update_ready,
    update_loses_text,
    update_use,
    /// Said after a link, to those who cannot see its picture.
    external,

    // Input.
    match_an_event,
    headline,
    lead,
    /// Names the part of the page that takes the text.
    your_text,
    paste_label,
    choose_file,
    try_sample,
    /// Names a list.
    samples,
    sample_joined,
    sample_powershell,
    sample_xml,
    sample_log,
    sample_cut,
    /// Names a list.
    files,
    /// Of one of several files.
    file_waits,
    /// Of one of several files.
    file_nothing,
    /// Of one of several files.
    file_unreadable,
    /// Of one of several files.
    file_empty,
    clear,
    /// The name of a long text without a file.
    pasted_text,
    lines_with_evidence,
    /// Names the part that shows a long document.
    viewer,
    find_in_document,
    find_next,
    find_previous,
    /// `{0}`: how much was looked through.
    find_looking,
    find_nothing,
    /// Labels a box for a number.
    go_to_line,
    lines,
    kilobytes,
    megabytes,
    gigabytes,
    bytes,

    // First screen.
    what_it_knows,
    search_and_browse,
    privacy_summary,
    /// `{0}`: the tab's name.
    privacy_open_tools,
    /// The tab of the developer tools.
    privacy_network,
    privacy_paste,
    privacy_offline,
    /// In place of the three before, where parts of a large base are loaded for a text.
    privacy_summary_routed,
    privacy_paste_routed,
    privacy_parts,
    /// `{0}`: `Content-Security-Policy`.
    privacy_policy,

    // Reading.
    reading,
    /// `{0}`: the file's name.
    reading_file,
    /// `{0}`: the file's name.
    stopped_file,
    stopped_why,
    read_again,
    cancel,
    /// `{1}` of `{2}`: sizes.
    read_so_far,
    /// `{3}`: how many events in a second.
    read_pace,
    percent,
    /// `{0}`: a name, `{1}`: a size.
    announce_reading,
    announce_percent,
    announce_stopped,
    /// `{1}`: titles.
    announce_matches,
    /// `{1}`: titles.
    announce_possible,
    announce_near,
    announce_none,

    // Results.
    verdict_match,
    verdict_possible,
    verdict_near,
    /// How many events show what an article is about.
    hits,
    /// `{0}`: how many.
    why_not_another,
    evidence,
    /// `{0}` and `{1}`: keys.
    evidence_keys,
    key_shift,
    /// `{0}`: a line's number.
    line,
    not_in_text,
    /// The title of a value in an article.
    from_your_text,
    /// Names a list.
    notes,
    back_to_answer,
    make_certain,
    text_lacks,
    text_lacks_event,
    /// `{0}`: Copy, `{1}`: Copy details as text, as Event Viewer calls them.
    how_to_get,
    /// Event Viewer's own word.
    copy_menu,
    /// Event Viewer's own words.
    copy_details,
    why_not_this,
    why_not_answer,
    nothing_points,
    /// `{0}`: a condition.
    needed_absent,
    /// `{0}`: a condition, `{1}`: what the text says.
    needed_found,
    /// `{0}`: a condition, `{1}`: what the text says, `{2}`: a line's number.
    needed_found_line,
    more_conditions,
    /// Names the list of events that show it.
    rests_on,
    events_show_it,
    and_more_events,
    /// `{0}`: an event's number.
    event_id,

    // Nothing found, nothing read.
    no_match,
    no_match_why,
    closest,
    /// Over articles that share a code or words with a text which none explains.
    speak_of_it,
    nothing_proves,
    what_you_can_do,
    do_paste_all,
    do_add_around,
    do_look_through,
    how_read,
    and_more,
    /// A field of an event.
    read_as,
    /// A field of an event.
    field_event_id,
    /// A field of an event.
    field_provider,
    /// A field of an event.
    field_log,
    /// A field of an event.
    field_level,
    /// A field of an event.
    field_time,
    /// A field of an event.
    field_computer,
    /// Of an event.
    field_user,
    /// Of an event.
    field_task,
    /// Of an event.
    field_message,
    /// A field of an event.
    field_codes,
    /// `{0}`: the file's name.
    could_not_read,
    old_log,
    old_log_advice,
    archive,
    large_archive,
    archive_advice,
    picture,
    picture_advice,
    binary,
    binary_advice,
    too_long,
    too_long_advice,
    gone,
    gone_advice,
    no_reader,
    no_reader_advice,
    engine_stopped,
    engine_text_kept,
    engine_restart,
    engine_again,
    engine_reload,
    engine_browser,
    /// `{0}`: a command.
    engine_split,
    /// `{0}`: the browser's own words.
    browser_says,
    /// Completes "What went wrong".
    page_gave_up,

    // Articles.
    article,
    severity,
    severity_critical,
    severity_error,
    severity_warning,
    severity_info,
    applies_to,
    versions,
    area,
    /// The area of articles that have none.
    area_other,
    articles_in_area,
    articles_in_base,
    search_label,
    articles_found,
    /// Under the box of the search, where the base is large.
    search_loads_parts,
    /// `{0}`: a link with the words of `found_nothing_paste`.
    found_nothing,
    found_nothing_paste,
    /// Leads to lists of articles.
    browse_lists,
    not_searched,
    no_article,
    /// `{0}`: what was asked for.
    no_article_why,
    /// `{0}`: a link, "Match an event".
    no_article_instead,
    article_not_loaded,
    /// Plural: parts of the base that a text asks for.
    parts_unloaded,
    try_again,
    all_articles,
    back_to_text,
    /// `{0}`: a verdict.
    for_your_text,
    /// The name of the links to causes and resolutions.
    parts_of_article,
    symptoms,
    cause,
    causes,
    resolution,
    resolutions,
    more_information,
    related,
    sources,
    /// `{0}`: a date.
    updated,
    is_draft,
    /// `{0}`: whose words, `{1}`: the licence.
    license,
    /// Names a table in an article.
    table,
    fits,
    not_decided,
    does_not_fit,
    ruled_out,
    looks_for,
    /// `{0}`: a condition.
    matches_when,
    copy,
    copied,
    selected,

    // Conditions.
    /// Before a list.
    all_of,
    /// Before a list.
    one_of,
    /// Before a list.
    at_least_of,
    /// `{0}`: a condition.
    not_of,
    /// Between conditions, with its spaces.
    and,
    /// Between conditions, with its spaces.
    or,
    /// `{0}`: a condition.
    not,
    /// `{1}`: conditions.
    at_least_listed,
    /// Between events, with its spaces.
    then,
    /// Between events, with its spaces.
    together,
    /// `{1}`: an event.
    at_least_times,
    /// `{0}`: an event.
    without,
    /// `{0}`: a time.
    within,
    /// `{0}`: fields.
    with_the_same,
    days,
    hours,
    minutes,
    seconds,
    milliseconds,
    /// A value.
    quoted,
    /// What a condition is about.
    the_text,
    /// What a condition is about.
    the_event_id,
    /// `{0}`: a code.
    has_code,
    /// `{0}`: a field.
    has_value,
    /// `{0}`: a field.
    is_there,
    /// `{0}`: a field.
    is_not_there,
    /// `{0}`: a field, `{1}`: an expression.
    is_matched,
    /// `{0}`: a field, `{1}`: a network.
    is_address_in,
    /// `{0}`: a field, `{1}`: a number.
    is_less,
    /// `{0}`: a field, `{1}`: a number.
    is_at_most,
    /// `{0}`: a field, `{1}`: a number.
    is_greater,
    /// `{0}`: a field, `{1}`: a number.
    is_at_least,
    /// `{0}`: a field, `{1}`: a value.
    starts_with,
    /// `{0}`: a field, `{1}`: a value.
    ends_with,
    /// `{0}`: a field, `{1}`: a value.
    contains,
    /// `{0}`: a field, `{1}`: a value.
    is,

    // Taking the answer along.
    copy_for_ticket,
    /// Labels the choice of a form: Markdown, plain text, JSON.
    as_form,
    /// A form.
    markdown,
    /// A form.
    json,
    /// A form.
    plain_text,
    without_names,
    what_is_copied,
    share,
    share_text,
    share_without_text,
    share_with_text,
    history,
    history_keep,
    history_wipe,
    values_replaced,
    /// `{0}`: a verdict, `{1}`: an id.
    ticket_article,
    ticket_events,
    ticket_evidence,
    ticket_missing,
    /// `{0}`: who logged it.
    ticket_from,
    /// `{0}`: a machine.
    ticket_on,
    /// `{0}`: a time.
    ticket_at,
    /// `{0}`: a fact, `{1}`: a line's number.
    ticket_line,
    ticket_not_there,
    /// `{0}`: a condition, `{1}`: what was found.
    ticket_against,

    // What a long text holds.
    overview,
    /// `{1}`: how many are explained, `{2}`: how many are not.
    overview_events,
    /// `{0}` and `{1}`: times.
    timeline_described,
    by_time,
    by_level,
    by_source,
    legend_explained,
    legend_open,
    events,
    errors,
    warnings,
    explained,
    as_table,
    without_time,
    more_sources,
    level_verbose,
    level_none,
    source_none,
    /// `{0}` and `{1}`: times.
    first_and_last,

    // In another page.
    element_privacy,
    element_back,
    suggestions,
    /// Before a list of the user's own words.
    text_says,
    loading,
    solved,
    solved_thanks,
    not_solved,
    /// `{1}`: a title.
    announce_suggestions,

    // Error codes.
    codes_in_text,
    code_win32,
    code_hresult,
    code_ntstatus,
    code_entra,
    code_mail_done,
    code_mail_for_now,
    code_mail_for_good,

    // The beginning of an article.
    draft_start,
    draft_nothing,
    draft_title,
    draft_about,
    draft_next,
    /// `{0}`: a path.
    draft_save,
    /// `{0}`: a file's name.
    draft_save_event,
    /// `{0}`: a file's name.
    draft_write,
    /// `{0}`: a command.
    draft_check,
    /// `{0}`: a file's name.
    download,

    // Layouts of texts.
    format_event_viewer,
    format_friendly_view,
    format_wevtutil,
    format_xml,
    format_powershell,
    format_csv,
    format_table,
    format_windows_nt,
    format_scom,
    format_dcdiag,
    format_json,
    format_yaml,
    format_splunk,
    format_snare,
    format_ossec,
    format_cef,
    format_leef,
    format_wincollect,
    format_cmtrace,
    format_windows_update_log,
    format_cbs,
    format_setup_log,
    format_oauth_error,
    format_syslog,
    format_journal,
    format_klog,
    format_logfmt,
    format_dsregcmd,
    format_entra_page,
    format_stack_trace,
    format_log,
    format_text,

    // What there is to say of a reading; in English the engine says more.
    note_empty,
    note_encoding,
    note_truncated,
    note_oversize,
    note_refused,
    note_damaged,
}
