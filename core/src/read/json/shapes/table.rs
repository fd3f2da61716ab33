//! What tools call the parts of an event.
//!
//! Paths are as [`FieldName`](crate::FieldName) has them: lower case, without `_`, `-` and spaces; elements of an array have
//! the array's path.

use crate::event::Header;
use Header::{Channel, Computer, EventId, Keywords, Level, Message, Opcode, Provider, Task, Time, User};

/// What one kind of tool writes.
pub(super) struct Shape {
    /// The paths that tell it: all of one of these sets must be there. One that ends with a dot stands for all below it. The
    /// first one of a set may stand below other names, and then so do all.
    pub needs: &'static [&'static [&'static str]],
    /// Where the header fields are; of several paths for one, the first that is there. A slash before a path: at the top,
    /// even if the event is below other names.
    pub headers: &'static [(Header, &'static [&'static str])],
    /// Below these, the last name of a path is a field of its own: the event's data.
    pub data: &'static [&'static str],
    /// Except below these.
    pub not_data: &'static [&'static str],
    /// Whether the object is a Windows event, which has a message even where the object lacks it.
    pub is_windows_event: bool,
}

/// The shapes; the first that fits counts.
pub(super) const SHAPES: &[Shape] = &[
    WAZUH,
    WINLOGBEAT,
    GRAYLOG,
    OSQUERY,
    EVTX,
    HAYABUSA,
    AZURE_MONITOR,
    GET_WIN_EVENT,
    GET_EVENT_LOG,
    NXLOG,
    WINDOWS,
    SIGN_IN,
    DIRECTORY_AUDIT,
    OAUTH_ERROR,
    ANY_OBJECT,
];

/// Elasticsearch's schema. With Elastic Agent, `winlog` may be missing.
/// Source: <https://elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog>.
const WINLOGBEAT: Shape = Shape {
    needs: &[&["winlog."], &["event.code", "event.provider"]],
    headers: &[
        (EventId, &["winlog.eventid", "event.code"]),
        (Provider, &["winlog.providername", "event.provider", "winlog.sourcename"]),
        (Channel, &["winlog.channel", "winlog.logname"]),
        (Computer, &["winlog.computername", "host.name", "host.hostname", "agent.hostname"]),
        (Level, &["log.level", "winlog.level", "level"]),
        (Task, &["winlog.task"]),
        (Opcode, &["winlog.opcode"]),
        (Keywords, &["winlog.keywords"]),
        (User, &["winlog.user.identifier", "user.id", "user.name"]),
        (Time, &["@timestamp", "event.created"]),
        (Message, &["message", "winlog.message"]),
    ],
    data: &["winlog.eventdata.", "winlog.userdata."],
    not_data: &[],
    is_windows_event: true,
};

/// Graylog, where a path is one name, with or without the collector's before it.
/// Source: <https://go2docs.graylog.org/current/getting_in_log_data/winlogbeat.html>.
const GRAYLOG: Shape = Shape {
    needs: &[
        &["winlogbeatwinlogeventid"],
        &["winlogbeatwinlogprovidername"],
        &["winlogbeatwinlogchannel"],
        &["winlogbeateventprovider"],
        &["winlogbeateventcode"],
        &["winlogbeateventid"],
        &["winlogeventid"],
        &["winlogprovidername"],
        &["winlogchannel"],
    ],
    headers: &[
        (
            EventId,
            &[
                "winlogbeatwinlogeventid",
                "winlogbeateventcode",
                "winlogbeateventid",
                "winlogeventid",
                "eventcode",
            ],
        ),
        (
            Provider,
            &[
                "winlogbeatwinlogprovidername",
                "winlogbeateventprovider",
                "winlogbeatprovidername",
                "winlogbeatsourcename",
                "winlogprovidername",
                "eventprovider",
            ],
        ),
        (Channel, &["winlogbeatwinlogchannel", "winlogbeatlogname", "winlogbeatchannel", "winlogchannel"]),
        (
            Computer,
            &[
                "winlogbeatwinlogcomputername",
                "winlogbeatcomputername",
                "winlogcomputername",
                "winlogbeathostname",
                "hostname",
                "source",
            ],
        ),
        (Level, &["winlogbeatloglevel", "winlogbeatlevel", "loglevel"]),
        (Task, &["winlogbeatwinlogtask", "winlogbeattask", "winlogtask"]),
        (Opcode, &["winlogbeatwinlogopcode", "winlogbeatopcode", "winlogopcode"]),
        (Keywords, &["winlogbeatwinlogkeywords", "winlogbeatkeywords", "winlogkeywords"]),
        (User, &["winlogbeatwinloguseridentifier", "winlogbeatuseridentifier", "winloguseridentifier"]),
        (Time, &["winlogbeat@timestamp", "timestamp", "@timestamp"]),
        (Message, &["message", "winlogbeatmessage", "fullmessage", "shortmessage"]),
    ],
    data: &[
        "winlogbeatwinlogeventdata",
        "winlogbeateventdata",
        "winlogeventdata",
        "winlogbeatwinloguserdata",
    ],
    not_data: &[],
    is_windows_event: true,
};

/// osquery's table of Windows' events, whose `source` is the channel.
/// Source: <https://osquery.io/schema/current/#windows_events>.
const OSQUERY: Shape = Shape {
    needs: &[&["eventid", "providername", "providerguid", "source"]],
    headers: &[
        (EventId, &["eventid"]),
        (Provider, &["providername"]),
        (Channel, &["source"]),
        (Computer, &["computername", "/hostidentifier"]),
        (Level, &["level"]),
        (Task, &["task"]),
        (Keywords, &["keywords"]),
        (Time, &["datetime", "time"]),
    ],
    data: &["data.eventdata.", "data.userdata."],
    not_data: &[],
    is_windows_event: true,
};

/// Event XML turned into JSON, with attributes as `#attributes`, in a key of their own, or among the elements: evtx_dump,
/// Chainsaw, Velociraptor, Datadog, and what `xmltodict` makes.
/// Sources: <https://github.com/omerbenamram/evtx>, <https://docs.velociraptor.app/vql_reference/event/watch_evtx/>,
/// <https://docs.datadoghq.com/integrations/event_viewer/>.
const EVTX: Shape = Shape {
    needs: &[
        &["event.system."],
        &["system.eventid.value"],
        &["system.eventid", "system.channel"],
        &["system.provider."],
        &["system.providerattributes."],
        &["eventidattributes."],
        &["providerattributes."],
    ],
    headers: &[
        (
            EventId,
            &[
                "event.system.eventid",
                "event.system.eventid.#text",
                "event.system.eventid.value",
                "event.system.eventid.text",
                "system.eventid",
                "system.eventid.value",
                "system.eventid.#text",
                "eventid",
                "eventid.#text",
                "eventid.value",
            ],
        ),
        (
            Provider,
            &[
                "event.system.provider.#attributes.name",
                "event.system.providerattributes.name",
                "event.system.provider.@name",
                "event.system.provider.name",
                "event.system.provider",
                "system.provider.#attributes.name",
                "system.providerattributes.name",
                "system.provider.@name",
                "system.provider.name",
                "system.providername",
                "provider.#attributes.name",
                "providerattributes.name",
                "provider.name",
                "provider",
                "providername",
            ],
        ),
        (Channel, &["event.system.channel", "system.channel", "channel"]),
        (Computer, &["event.system.computer", "system.computer", "computer"]),
        (
            Level,
            &[
                "event.renderinginfo.level",
                "event.system.level",
                "renderinginfo.level",
                "system.level",
                "level",
            ],
        ),
        (
            Task,
            &["event.renderinginfo.task", "event.system.task", "renderinginfo.task", "system.task", "task"],
        ),
        (Opcode, &["event.system.opcode", "system.opcode", "opcode"]),
        (Keywords, &["event.system.keywords", "system.keywords", "keywords"]),
        (
            User,
            &[
                "event.system.security.#attributes.userid",
                "event.system.securityattributes.userid",
                "event.system.security.@userid",
                "event.system.security.userid",
                "system.security.userid",
                "system.securityattributes.userid",
                "security.#attributes.userid",
                "securityattributes.userid",
            ],
        ),
        (
            Time,
            &[
                "event.system.timecreated.#attributes.systemtime",
                "event.system.timecreatedattributes.systemtime",
                "event.system.timecreated.@systemtime",
                "event.system.timecreated.systemtime",
                "system.timecreated.systemtime",
                "system.timecreatedattributes.systemtime",
                "timecreated.#attributes.systemtime",
                "timecreatedattributes.systemtime",
                "system.systemtime",
            ],
        ),
        (
            Message,
            &[
                "event.renderinginfo.message",
                "renderinginfo.message",
                "system.message",
                "message",
                "/message",
            ],
        ),
    ],
    data: &["event.eventdata.", "event.userdata.", "eventdata.", "userdata."],
    not_data: &[],
    is_windows_event: true,
};

/// Wazuh's agent decodes the XML: names with a small first letter, values as strings.
/// Source: <https://github.com/wazuh/wazuh/blob/v4.9.0/ruleset/rules/0575-win-base_rules.xml>.
const WAZUH: Shape = Shape {
    needs: &[&["win.system."], &["win.eventdata."]],
    headers: &[
        (EventId, &["win.system.eventid"]),
        (Provider, &["win.system.providername", "win.system.eventsourcename"]),
        (Channel, &["win.system.channel"]),
        (Computer, &["win.system.computer"]),
        (Level, &["win.system.severityvalue", "win.system.level"]),
        (Task, &["win.system.task"]),
        (Opcode, &["win.system.opcode"]),
        (Keywords, &["win.system.keywords"]),
        (User, &["win.system.userid"]),
        (Time, &["win.system.systemtime"]),
        (Message, &["win.system.message"]),
    ],
    data: &["win."],
    not_data: &["win.system."],
    is_windows_event: true,
};

/// `Get-WinEvent | ConvertTo-Json`.
/// Source: <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventing.reader.eventlogrecord>.
const GET_WIN_EVENT: Shape = Shape {
    needs: &[
        &["id", "providername"],
        &["logname", "machinename"],
        &["providerid", "logname"],
        &["containerlog", "matchedqueryids"],
        &["leveldisplayname", "id"],
        &["leveldisplayname", "message"],
        &["id", "timecreated", "message"],
        &["id", "timecreated", "source"],
        &["id", "timecreated", "logname"],
    ],
    headers: &[
        (EventId, &["id", "eventid"]),
        (Provider, &["providername", "provider", "source"]),
        (Channel, &["logname", "log"]),
        (Computer, &["machinename"]),
        (Level, &["leveldisplayname", "level"]),
        (Task, &["taskdisplayname", "task"]),
        (Opcode, &["opcodedisplayname", "opcode"]),
        (Keywords, &["keywordsdisplaynames", "keywords"]),
        (User, &["userid.value", "userid"]),
        (Time, &["timecreated", "timecreated.value", "timecreated.datetime"]),
        (Message, &["message"]),
    ],
    data: &["properties."],
    not_data: &[],
    is_windows_event: true,
};

/// `Get-EventLog | ConvertTo-Json`. Its `EntryType` is a number of another scale than the level.
/// Source: <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventlogentry>.
const GET_EVENT_LOG: Shape = Shape {
    needs: &[&["entrytype", "source"], &["instanceid", "source"], &["replacementstrings", "instanceid"]],
    headers: &[
        (EventId, &["eventid", "instanceid"]),
        (Provider, &["source"]),
        (Channel, &["log", "logname"]),
        (Computer, &["machinename"]),
        (Task, &["category"]),
        (User, &["username"]),
        (Time, &["timegenerated", "timegenerated.value", "timewritten"]),
        (Message, &["message"]),
    ],
    data: &[],
    not_data: &[],
    is_windows_event: true,
};

/// Source: <https://docs.nxlog.co/refman/current/im/msvistalog.html>.
const NXLOG: Shape = Shape {
    needs: &[
        &["eventid", "sourcename"],
        &["eventid", "sourcemoduletype"],
        &["sourcename", "channel"],
        &["sourcemoduletype", "sourcemodulename"],
    ],
    headers: &[
        (EventId, &["eventid"]),
        (Provider, &["sourcename"]),
        (Channel, &["channel", "filename", "logname"]),
        (Computer, &["hostname", "computername", "computer"]),
        (Level, &["severity", "level", "eventtype"]),
        (Task, &["category", "task"]),
        (Opcode, &["opcode"]),
        (Keywords, &["keywords"]),
        (User, &["userid", "accountname", "user"]),
        (Time, &["eventtime", "timecreated", "timegenerated", "@timestamp"]),
        (Message, &["message", "fullmessage", "shortmessage", "description"]),
    ],
    data: &["eventdata.", "userdata.", "stringinserts"],
    not_data: &[],
    is_windows_event: true,
};

/// The tables `Event`, `SecurityEvent` and `WindowsEvent` of Azure Monitor and Sentinel.
/// Sources: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>,
/// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityevent>,
/// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/windowsevent>.
const AZURE_MONITOR: Shape = Shape {
    needs: &[
        &["eventid", "eventlog"],
        &["eventlog", "rendereddescription"],
        &["eventid", "eventsourcename"],
        &["eventid", "eventlevelname"],
        &["eventid", "eventoriginid"],
    ],
    headers: &[
        (EventId, &["eventid"]),
        (Provider, &["source", "eventsourcename", "provider"]),
        (Channel, &["eventlog", "channel"]),
        (Computer, &["computer"]),
        (Level, &["eventlevelname", "eventlevel", "level"]),
        (Task, &["eventcategory", "task"]),
        (Opcode, &["opcode"]),
        (Keywords, &["keywords"]),
        (User, &["username", "account", "systemuserid"]),
        (Time, &["timegenerated", "timegenerated[utc]", "timecreated"]),
        (Message, &["rendereddescription", "message"]),
    ],
    data: &["eventdata.", "userdata."],
    not_data: &[],
    is_windows_event: true,
};

/// Hayabusa's timeline. `Level` is the rule's, not the event's.
/// Source: <https://github.com/Yamato-Security/hayabusa>.
const HAYABUSA: Shape = Shape {
    needs: &[&["ruletitle", "channel"], &["ruletitle", "eventid"]],
    headers: &[
        (EventId, &["eventid"]),
        (Provider, &["provider"]),
        (Channel, &["channel"]),
        (Computer, &["computer"]),
        (Time, &["timestamp", "datetime"]),
        (Message, &["details"]),
    ],
    data: &["details.", "extrafieldinfo.", "allfieldinfo."],
    not_data: &[],
    is_windows_event: true,
};

/// All who name the parts as Windows does: Fluent Bit and Fluentd, Grafana, OpenTelemetry, Vector, Logstash, older
/// Winlogbeat, Splunk.
/// Sources: <https://docs.fluentbit.io/manual/pipeline/inputs/windows-event-log-winevtlog>,
/// <https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/windowseventlogreceiver>,
/// <https://grafana.com/docs/loki/latest/send-data/promtail/configuration/>.
const WINDOWS: Shape = Shape {
    needs: &[
        &["eventid", "providername"],
        &["eventid", "channel"],
        &["eventid", "provider"],
        &["eventid", "logname"],
        &["eventid", "logfile"],
        &["eventid", "source", "computer"],
        &["eventid", "source", "level"],
        &["eventid", "source", "message"],
        &["eventid", "source", "log"],
        &["eventid", "source", "eventtime"],
        &["eventid", "source", "timegenerated"],
        &["eventid", "source", "timecreated"],
        &["eventid", "sourcename"],
        &["eventid", "computername"],
        &["eventid.id", "provider.name"],
        &["eventid.id", "channel"],
        &["eventcode", "logname"],
        &["eventcode", "sourcename"],
        &["eventcode", "computername"],
        &["providername", "channel"],
        &["provider.name", "channel"],
        &["eventidentifier", "logfile"],
        &["channel", "computer", "eventdata."],
        &["channel", "computer", "eventrecordid"],
    ],
    headers: &[
        (
            EventId,
            &["eventid", "eventid.id", "eventid.value", "eventid.#text", "eventcode", "eventidentifier"],
        ),
        (
            Provider,
            &[
                "providername",
                "provider.name",
                "provider",
                "sourcename",
                "eventsourcename",
                "eventsource",
                "source",
            ],
        ),
        (Channel, &["channel", "logname", "eventlog", "logfile", "log"]),
        (Computer, &["computer", "computername", "machinename", "hostname", "host.name", "host", "/host"]),
        (
            Level,
            &[
                "leveltext",
                "levelname",
                "leveldisplayname",
                "level",
                "severity",
                "eventtype",
                "type",
                "/severitytext",
            ],
        ),
        (Task, &["tasktext", "taskcategory", "taskname", "category", "categorystring", "task"]),
        (Opcode, &["opcodetext", "opcodename", "opcode"]),
        (Keywords, &["keywordstext", "keywordsname", "keywords"]),
        (User, &["user.identifier", "userid", "security.userid", "user", "username"]),
        (
            Time,
            &[
                "timecreated",
                "systemtime",
                "timegenerated",
                "eventtime",
                "@timestamp",
                "timestamp",
                "time",
                "/timestamp",
            ],
        ),
        (Message, &["message", "rendereddescription", "renderedmessage", "description", "msg", "/message"]),
    ],
    data: &["eventdata.", "userdata.", "stringinserts", "insertionstrings"],
    not_data: &[],
    is_windows_event: true,
};

/// Entra's sign-in log, by way of Azure Monitor and of Microsoft Graph.
/// Sources: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs>,
/// <https://learn.microsoft.com/graph/api/resources/signin>.
const SIGN_IN: Shape = Shape {
    needs: &[
        &["status.errorcode"],
        &["status.failurereason"],
        &["resulttype", "resultdescription"],
        &["resulttype", "correlationid"],
        &["resulttype", "userprincipalname"],
    ],
    headers: &[
        (Level, &["level", "/level"]),
        (User, &["userprincipalname", "identity", "userdisplayname"]),
        (Time, &["createddatetime", "timegenerated", "timegenerated[utc]", "time", "/time"]),
        (
            Message,
            &[
                "resultdescription",
                "status.failurereason",
                "properties.status.failurereason",
                "/resultdescription",
            ],
        ),
    ],
    data: &["properties.status.", "properties.", "status."],
    not_data: &[],
    is_windows_event: false,
};

/// Entra's and Intune's audit logs.
/// Source: <https://learn.microsoft.com/graph/api/resources/directoryaudit>.
const DIRECTORY_AUDIT: Shape = Shape {
    needs: &[
        &["activitydisplayname", "activitydatetime"],
        &["activitydisplayname", "result"],
        &["operationname", "resultreason"],
        &["operationname", "activitydatetime"],
    ],
    headers: &[
        (User, &["initiatedby.user.userprincipalname", "actor.userprincipalname", "identity"]),
        (Time, &["activitydatetime", "timegenerated", "timegenerated[utc]", "time", "/time"]),
        (Message, &["resultreason", "resultdescription", "activitydisplayname", "operationname"]),
    ],
    data: &[],
    not_data: &[],
    is_windows_event: false,
};

/// What a token service answers.
/// Source: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
const OAUTH_ERROR: Shape = Shape {
    needs: &[&["errordescription"], &["errorcodes", "traceid"]],
    headers: &[(Time, &["timestamp", "/timestamp"]), (Message, &["errordescription"])],
    data: &[],
    not_data: &[],
    is_windows_event: false,
};

/// What most loggers agree on: Serilog, pino, bunyan, zap, logrus, Python's, Google Cloud, CloudTrail, Kubernetes, Docker.
/// Sources: <https://github.com/serilog/serilog-formatting-compact>, <https://getpino.io/#/docs/api>,
/// <https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry>,
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>,
/// <https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/>.
const ANY_OBJECT: Shape = Shape {
    needs: &[&[]],
    headers: &[
        (
            Level,
            &[
                "level",
                "log.level",
                "message.level",
                "severity",
                "severitytext",
                "loglevel",
                "levelname",
                "lvl",
                "@l",
                "level.name",
                "eventtype.level",
            ],
        ),
        (
            Time,
            &[
                "@timestamp",
                "timestamp",
                "time",
                "log.time",
                "message.time",
                "ts",
                "@t",
                "datetime",
                "eventtime",
                "asctime",
                "lasttimestamp",
                "createddatetime",
                "timegenerated",
                "date",
                "t",
            ],
        ),
        (Computer, &["hostname", "host.name", "host.hostname", "machinename", "computername", "computer"]),
        (
            Message,
            &[
                "message",
                "msg",
                "message.message",
                "message.msg",
                "log.message",
                "log.msg",
                "@m",
                "@mt",
                "renderedmessage",
                "textpayload",
                "jsonpayload.message",
                "event.message",
                "error.message",
                "errormessage",
                "exception.message",
                "error.description",
                "details",
                "log",
                "body",
                "description",
            ],
        ),
    ],
    data: &[],
    not_data: &[],
    is_windows_event: false,
};
