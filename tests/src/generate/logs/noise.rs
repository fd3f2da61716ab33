//! What machines log when nothing is wrong, or nothing that an article knows.
//!
//! Providers, logs and numbers are those of Windows and of common daemons; the sentences are our own.

use super::clock::Clock;
use super::fill::fill;
use crate::generate::Event;
use crate::generate::random::Random;
use kbmatch::Level::{self, Error, Information, Warning};

/// A kind of event that is logged over and over.
#[derive(Debug)]
struct Template {
    /// How often, beside the others.
    weight: u32,
    provider: &'static str,
    channel: &'static str,
    id: u16,
    level: Level,
    sentence: &'static str,
    fields: &'static [(&'static str, &'static str)],
}

type Fields = &'static [(&'static str, &'static str)];

const fn template(
    weight: u32,
    (provider, channel, id, level): (&'static str, &'static str, u16, Level),
    sentence: &'static str,
    fields: Fields,
) -> Template {
    Template { weight, provider, channel, id, level, sentence, fields }
}

const AUDIT: &str = "Microsoft-Windows-Security-Auditing";
const SCM: &str = "Service Control Manager";
const KERNEL: &str = "Microsoft-Windows-Kernel-General";
const LOGON: Fields = &[
    ("Account Name", "{user}"),
    ("Logon ID", "{hex}"),
    ("Source Address", "{ip}"),
    ("Source Port", "{port}"),
];
const PROCESS: Fields = &[("Account Name", "{user}"), ("Process Name", "{path}"), ("Process ID", "{hex}")];

const WINDOWS: &[Template] = &[
    template(
        90,
        (AUDIT, "Security", 4624, Information),
        "An account signed in to this machine over the network and was given a session.",
        LOGON,
    ),
    template(
        80,
        (AUDIT, "Security", 4634, Information),
        "The session of an account came to its end and was closed.",
        LOGON,
    ),
    template(
        60,
        (AUDIT, "Security", 4672, Information),
        "A new session was given rights that only administrators have.",
        &[
            ("Account Name", "{user}"),
            ("Logon ID", "{hex}"),
            ("Privileges", "SeBackupPrivilege SeRestorePrivilege"),
        ],
    ),
    template(
        60,
        (AUDIT, "Security", 4688, Information),
        "A process was started on behalf of an account.",
        PROCESS,
    ),
    template(
        40,
        (AUDIT, "Security", 5156, Information),
        "The filtering platform let a connection pass.",
        &[
            ("Application Name", "{path}"),
            ("Source Address", "{ip}"),
            ("Source Port", "{port}"),
            ("Destination Address", "{ip}"),
        ],
    ),
    template(
        20,
        (AUDIT, "Security", 4663, Information),
        "Somebody opened a file that is audited and read from it.",
        PROCESS,
    ),
    template(
        12,
        (AUDIT, "Security", 4625, Information),
        "An account could not sign in: the password was not the right one.",
        LOGON,
    ),
    template(
        60,
        (SCM, "System", 7036, Information),
        "The service {service} has changed its state and is now running.",
        &[],
    ),
    template(
        14,
        (SCM, "System", 7040, Information),
        "The start type of the service {service} was changed from automatic to on demand.",
        &[],
    ),
    template(
        6,
        (SCM, "System", 7031, Error),
        "The service {service} ended although nobody asked it to, {small} times so far; it is started again in {n} milliseconds.",
        &[],
    ),
    template(
        4,
        (SCM, "System", 7000, Error),
        "The service {service} could not be started because access was denied.",
        &[],
    ),
    template(
        4,
        (SCM, "System", 7009, Error),
        "Waiting for the service {service} to connect took longer than {n} milliseconds.",
        &[],
    ),
    template(
        20,
        (KERNEL, "System", 16, Information),
        "The history of the registry hive {path} was cleared after {small} keys had been written.",
        &[],
    ),
    template(
        10,
        (KERNEL, "System", 1, Information),
        "The system time was set by the time service.",
        &[("Old Time", "{n}"), ("New Time", "{n}")],
    ),
    template(
        12,
        ("Microsoft-Windows-Kernel-Power", "System", 105, Information),
        "The source of power has changed.",
        &[("Ac Online", "true")],
    ),
    template(
        4,
        ("Microsoft-Windows-Kernel-Power", "System", 41, Error),
        "The machine came up again without having been shut down properly before.",
        &[("Bugcheck Code", "{small}")],
    ),
    template(
        16,
        ("Microsoft-Windows-DistributedCOM", "System", 10016, Warning),
        "The account {user} has no right to start the component {guid} on this machine.",
        &[("Client ID", "{guid}")],
    ),
    template(
        8,
        ("Microsoft-Windows-DNS-Client", "System", 1014, Warning),
        "None of the configured servers answered the question for the name wpad.contoso.com.",
        &[("Address", "{ip}")],
    ),
    template(
        12,
        ("Microsoft-Windows-GroupPolicy", "System", 1501, Information),
        "The policy of this machine was read and nothing in it had changed.",
        &[("Processing Time", "{n}")],
    ),
    template(
        5,
        ("Microsoft-Windows-GroupPolicy", "System", 1058, Error),
        "The policy file could not be read from the domain controller.",
        &[("Error Code", "{small}"), ("File Path", "{path}")],
    ),
    template(
        8,
        ("Microsoft-Windows-Time-Service", "System", 37, Information),
        "The time service gets usable time from {ip}.",
        &[],
    ),
    template(
        4,
        ("Microsoft-Windows-Time-Service", "System", 129, Warning),
        "No time server could be found; the next attempt is in {small} minutes.",
        &[],
    ),
    template(
        6,
        ("Disk", "System", 153, Warning),
        "An operation on the disk was tried again at block {hex}.",
        &[],
    ),
    template(
        4,
        ("Ntfs", "System", 55, Error),
        "The structure of the volume D: is damaged; a check of the disk is needed.",
        &[],
    ),
    template(
        20,
        ("Microsoft-Windows-WindowsUpdateClient", "System", 19, Information),
        "An update was installed: package {n}.",
        &[("Update Guid", "{guid}")],
    ),
    template(
        5,
        ("Microsoft-Windows-WindowsUpdateClient", "System", 20, Error),
        "An update could not be installed, with error {code}: package {n}.",
        &[("Update Guid", "{guid}")],
    ),
    template(
        10,
        ("Application Error", "Application", 1000, Error),
        "The program {program} stopped working in a module of its own.",
        &[("Exception Code", "0xc0000005"), ("Faulting Path", "{path}"), ("Report Id", "{guid}")],
    ),
    template(
        8,
        ("Windows Error Reporting", "Application", 1001, Information),
        "A report on {program} was put into the queue.",
        &[("Bucket", "{n}"), ("Report Id", "{guid}")],
    ),
    template(
        14,
        ("MsiInstaller", "Application", 1033, Information),
        "A product was installed; the installer ended with status {small}.",
        &[("Product", "Contoso Tools {small}")],
    ),
    template(
        10,
        ("ESENT", "Application", 326, Information),
        "The database engine opened the file {path} in {small} seconds.",
        &[],
    ),
    template(
        14,
        ("Microsoft-Windows-Security-SPP", "Application", 16384, Information),
        "The licensing service will run again at {n}.",
        &[("Reason", "RulesEngine")],
    ),
    template(
        5,
        ("VSS", "Application", 8194, Error),
        "A writer of the shadow copy service was refused, with error {code}.",
        &[("Writer Class Id", "{guid}")],
    ),
    template(
        10,
        ("Microsoft-Windows-TaskScheduler", "Microsoft-Windows-TaskScheduler/Operational", 201, Information),
        "The task finished its action {program} with result {small}.",
        &[("Task Instance Id", "{guid}")],
    ),
    template(
        10,
        ("Microsoft-Windows-AAD", "Microsoft-Windows-AAD/Operational", 1098, Error),
        "No token could be had without asking, with error {code}.",
        &[("Client Id", "{guid}"), ("Correlation ID", "{guid}")],
    ),
    template(
        8,
        ("Microsoft-Windows-Bits-Client", "Microsoft-Windows-Bits-Client/Operational", 59, Information),
        "The transfer {guid} was started for {user}.",
        &[("Bytes Total", "{n}")],
    ),
    template(
        8,
        ("Microsoft-Windows-PowerShell", "Microsoft-Windows-PowerShell/Operational", 4104, Information),
        "A block of a script was compiled: Get-ChildItem {path} and Sort-Object Length.",
        &[("Script Block Id", "{guid}")],
    ),
];

const fn daemon(weight: u32, provider: &'static str, level: Level, sentence: &'static str) -> Template {
    Template { weight, provider, channel: "syslog", id: 1, level, sentence, fields: &[] }
}

const DAEMONS: &[Template] = &[
    daemon(60, "sshd", Information, "Accepted key for {user} from {ip} at port {port}"),
    daemon(30, "sshd", Warning, "No password fits for the unknown user {user} from {ip} at port {port}"),
    daemon(50, "CRON", Information, "({user}) runs /usr/lib/contoso/collect {small} {small}"),
    daemon(60, "systemd", Information, "Started contoso-sync@{small}.service, unit of session {n}."),
    daemon(20, "systemd", Information, "logrotate.timer: next run in {small} min"),
    daemon(40, "kernel", Information, "[{n}.{small}] eth0: link is up at 1000 Mbps, queue {small}"),
    daemon(
        10,
        "kernel",
        Warning,
        "[{n}.{small}] blocked for DF: IN=eth0 SRC={ip} DST={ip} LEN={small} PROTO=TCP SPT={port}",
    ),
    daemon(30, "dhclient", Information, "bound to {ip}, renewal in {n} seconds"),
    daemon(
        20,
        "postfix/smtp",
        Information,
        "{hex}: to=<{user}@contoso.com>, relay={ip}:25, delay={small}, status=sent",
    ),
    daemon(10, "named", Warning, "no answer for wpad.contoso.com/A/IN from {ip}#53"),
    daemon(30, "nginx", Information, "{ip} - {user} \"GET /plans/{n} HTTP/1.1\" 200 {n}"),
    daemon(8, "nginx", Error, "{n}: the upstream {ip} closed the connection while its header was read"),
    daemon(10, "contoso-backup", Warning, "folder {path} was skipped, error {code}, {small} files left"),
    daemon(6, "smartd", Warning, "device /dev/sda: temperature went from {small} to {small}"),
];

/// Makes ordinary events, of Windows or of daemons.
#[derive(Debug)]
pub(crate) struct Noise {
    templates: &'static [Template],
    weights: u32,
}

impl Noise {
    pub(crate) fn windows() -> Self {
        Self::of(WINDOWS)
    }

    pub(crate) fn daemons() -> Self {
        Self::of(DAEMONS)
    }

    fn of(templates: &'static [Template]) -> Self {
        Self { templates, weights: templates.iter().map(|template| template.weight).sum() }
    }

    pub(crate) fn event(&self, random: &mut Random, clock: &mut Clock, record: u32) -> Event {
        let Template { provider, channel, id, level, sentence, fields, .. } = self.draw(random);
        Event {
            provider: (*provider).into(),
            channel: (*channel).into(),
            id: *id,
            level: *level,
            time: clock.after(random.below(3)),
            computer: computer(random),
            task: 1 + id % 97,
            record,
            sentences: vec![fill(sentence, random)],
            fields: fields.iter().map(|(key, value)| ((*key).into(), fill(value, random))).collect(),
        }
    }

    fn draw(&self, random: &mut Random) -> &'static Template {
        let mut left = random.below(self.weights);
        let fitting = self.templates.iter().find(|template| {
            let found = left < template.weight;
            left = left.saturating_sub(template.weight);
            found
        });
        fitting.unwrap_or(&self.templates[0])
    }
}

/// One of 200 machines.
pub(crate) fn computer(random: &mut Random) -> String {
    format!("pc{:03}.contoso.com", random.common(200))
}

/// Providers, logs and numbers that articles share with ordinary events.
pub(crate) fn shared(random: &mut Random) -> (&'static str, &'static str, u16) {
    let template = random.pick(WINDOWS);
    (template.provider, template.channel, template.id)
}
