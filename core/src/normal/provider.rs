use super::look_up;
use crate::text::fold;
use std::borrow::Cow;

/// The provider that a value means, under its manifest name: classic source names, Event Viewer's short names and the display
/// names of a message are one with it. Any other as it was printed.
///
/// ```
/// assert_eq!(kbmatch::normal::provider("DCOM"), "Microsoft-Windows-DistributedCOM");
/// assert_eq!(kbmatch::normal::provider("Kernel-Power"), "Microsoft-Windows-Kernel-Power");
/// assert_eq!(kbmatch::normal::provider("EventLog"), "EventLog");
/// ```
pub fn provider(value: &str) -> Cow<'_, str> {
    // No name in the tables is longer.
    if value.len() > 160 {
        return Cow::Borrowed(value);
    }
    let folded = fold(value);
    let name = in_brackets(folded.trim()).unwrap_or(folded.trim());
    let short = name.strip_prefix("microsoft-windows-");
    let known = look_up(ALIASES, name)
        .map(str::to_owned)
        .or_else(|| manifest_name(short.unwrap_or(name)))
        .or_else(|| (name.len() < folded.trim().len()).then(|| inner(value)))
        .or_else(|| spaced(value.trim()));
    match known {
        Some(known) if known != value => Cow::Owned(known),
        _ => Cow::Borrowed(value),
    }
}

/// The manifest name behind a short one: `GroupPolicy (Microsoft-Windows-GroupPolicy)`, `PowerShell (PowerShell)`.
fn in_brackets(folded: &str) -> Option<&str> {
    let (short, name) = folded.strip_suffix(')')?.rsplit_once(" (")?;
    (name.starts_with("microsoft-windows-") || name == short).then_some(name)
}

/// A name of capitalised words with the spaces that syslog has no place for: `Service_Control_Manager`.
fn spaced(value: &str) -> Option<String> {
    let is_word = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none_or(char::is_lowercase)
    };
    (value.contains('_') && !value.contains(' ') && value.split('_').all(is_word))
        .then(|| value.replace('_', " "))
}

/// As [`in_brackets`], of the value as it was printed.
fn inner(value: &str) -> String {
    let inner = value.trim().trim_end_matches(')').rsplit('(').next();
    inner.unwrap_or(value).trim().to_owned()
}

fn manifest_name(short: &str) -> Option<String> {
    let at = SHORT.binary_search_by(|known| folded_order(known, short)).ok()?;
    Some(format!("Microsoft-Windows-{}", SHORT.get(at)?))
}

fn folded_order(known: &str, folded: &str) -> std::cmp::Ordering {
    known.bytes().map(|b| b.to_ascii_lowercase()).cmp(folded.bytes())
}

/// Names without their manifest's prefix, which is how Event Viewer lists them and prints them in the General pane, sorted by
/// their folded form. Names that a classic provider has for itself are not among them: `EventLog` 6008 is not of
/// `Microsoft-Windows-Eventlog`, nor `Tcpip` 4227 of `Microsoft-Windows-TCPIP`, nor `disk` 7 of `Microsoft-Windows-Disk`.
///
/// Source: the manifest providers that log to System or Application in the list of event providers of
/// <https://github.com/libyal/winevt-kb>, and those of the operational logs that people paste from.
const SHORT: &[&str] = &[
    "AAD",
    "ActiveDirectory_DomainService",
    "All-User-Install-Agent",
    "Application-Experience",
    "AppModel-Runtime",
    "AppModel-State",
    "AppReadiness",
    "AppXDeployment-Server",
    "AssignedAccess",
    "Audit-CVE",
    "Backup",
    "Biometrics",
    "BitLocker-API",
    "BitLocker-Driver",
    "Bits-Client",
    "CAPI2",
    "CEIP",
    "CertificateServicesClient",
    "CertificateServicesClient-AutoEnrollment",
    "CertificateServicesClient-CertEnroll",
    "CertificateServicesClient-CredentialRoaming",
    "CertificationAuthority",
    "CertificationAuthorityClient-CertCli",
    "CodeIntegrity",
    "Complus",
    "COMRuntime",
    "Crypto-CNG",
    "Crypto-DPAPI",
    "Crypto-NCrypt",
    "Crypto-RNG",
    "Crypto-RSAEnh",
    "Deduplication",
    "Defrag",
    "DeviceGuard",
    "DeviceManagement-Enterprise-Diagnostics-Provider",
    "DeviceSetupManager",
    "DfsSvc",
    "Dhcp-Client",
    "Dhcp-Nap-Enforcement-Client",
    "DHCPv6-Client",
    "Diagnostics-Networking",
    "Diagnostics-Performance",
    "Directory-Services-SAM",
    "DirectoryServices-Deployment",
    "DiskDiagnostic",
    "DistributedCOM",
    "DNS-Client",
    "DNS-Server-Service",
    "DriverFrameworks-UserMode",
    "EapHost",
    "EFS",
    "EnrollmentPolicyWebService",
    "EnrollmentWebService",
    "EventCollector",
    "EventSystem",
    "FailoverClustering",
    "Fault-Tolerant-Heap",
    "FileShareShadowCopyProvider",
    "FilterManager",
    "Folder Redirection",
    "ForwardingEventLog",
    "GroupPolicy",
    "HAL",
    "HelloForBusiness",
    "HttpEvent",
    "Hyper-V-Hypervisor",
    "Hyper-V-VmSwitch",
    "Hyper-V-Worker",
    "IIS-W3SVC",
    "Immersive-Shell",
    "Iphlpsvc",
    "IPxlatCfg",
    "IsolatedUserMode",
    "Kerberos-Key-Distribution-Center",
    "Kernel-Boot",
    "Kernel-EventTracing",
    "Kernel-General",
    "Kernel-IO",
    "Kernel-PnP",
    "Kernel-Power",
    "Kernel-Processor-Power",
    "Kernel-Tm",
    "Kernel-WHEA",
    "Kernel-XDV",
    "LiveId",
    "LoadPerf",
    "MemoryDiagnostics-Results",
    "ModernDeployment-Diagnostics-Provider",
    "MountMgr",
    "MPRMSG",
    "MSDTC",
    "MSDTC 2",
    "MSDTC Client",
    "MSDTC Client 2",
    "NetworkProfile",
    "Ntfs",
    "NTLM",
    "OfflineFiles",
    "PDH",
    "PerfCtrs",
    "PerfDisk",
    "Perflib",
    "PerfNet",
    "PerfOS",
    "PerfProc",
    "Power-Meter-Polling",
    "Power-Troubleshooter",
    "PrintBRM",
    "PrintService",
    "ProcessExitMonitor",
    "PushNotifications-Platform",
    "RasServer",
    "RasSstp",
    "Recovery",
    "ReFS",
    "RemoteApp and Desktop Connections",
    "Resource-Exhaustion-Detector",
    "RestartManager",
    "RPC-Events",
    "Search",
    "Search-ProfileNotify",
    "Security-Auditing",
    "Security-Kerberos",
    "Security-Mitigations",
    "Security-SPP",
    "ServerManager",
    "ServerManager-MultiMachine",
    "Servicing",
    "SharedAccess_NAT",
    "Smartcard-Server",
    "SMBClient",
    "SMBServer",
    "SMBWitnessClient",
    "SoftwareRestrictionPolicies",
    "SpoolerSpoolss",
    "SpoolerTCPMon",
    "SpoolerWin32SPL",
    "StartupRepair",
    "StorageMigrationService-Proxy",
    "StorageSpaces-Driver",
    "Sysmon",
    "System-Restore",
    "TaskScheduler",
    "TerminalServices-Gateway",
    "TerminalServices-Licensing",
    "TerminalServices-LocalSessionManager",
    "TerminalServices-Printers",
    "TerminalServices-RemoteConnectionManager",
    "TerminalServices-SessionBroker-Client",
    "Time-Service",
    "TPM-WMI",
    "UAC-FileVirtualization",
    "USB-USBXHCI",
    "User Device Registration",
    "User Profiles General",
    "User Profiles Service",
    "UserPnp",
    "WAS",
    "WebAuthN",
    "WER-SystemErrorReporting",
    "WHEA-Logger",
    "Windows Defender",
    "Windows Firewall With Advanced Security",
    "WindowsUpdateClient",
    "WinHttp",
    "Wininit",
    "Winlogon",
    "WinRM",
    "Winsrv",
    "WLAN-AutoConfig",
    "WMI",
    "WMI-Activity",
    "WPDClassInstaller",
];

/// Other names of a provider, folded and sorted, with the name it has in event XML.
///
/// Sources: classic source names by the `Log source` of the manifest providers in <https://github.com/libyal/winevt-kb>, and by the
/// `EventSourceName` beside the manifest name in event XML (`KDC`, `NTDS ...`, `DNS`, `SAM`, `W3SVC`); display names by the `Provider`
/// element of `RenderingInfo`. `W32Time` and `Windows Update Agent` are the sources of Windows XP for the same service and the same
/// events. The names of the Service Control Manager are Microsoft's own for it in the language; translated texts print them.
const ALIASES: &[(&str, &str)] = &[
    ("active directory domain services", "Microsoft-Windows-ActiveDirectory_DomainService"),
    ("alluserinstallagent", "Microsoft-Windows-All-User-Install-Agent"),
    ("autoenrollment", "Microsoft-Windows-CertificateServicesClient-AutoEnrollment"),
    ("bugcheck", "Microsoft-Windows-WER-SystemErrorReporting"),
    ("cepsvc", "Microsoft-Windows-EnrollmentPolicyWebService"),
    ("certcli", "Microsoft-Windows-CertificationAuthorityClient-CertCli"),
    ("certenroll", "Microsoft-Windows-CertificateServicesClient-CertEnroll"),
    ("cessvc", "Microsoft-Windows-EnrollmentWebService"),
    ("com", "Microsoft-Windows-COMRuntime"),
    ("com+", "Microsoft-Windows-Complus"),
    ("customer experience improvement program", "Microsoft-Windows-CEIP"),
    ("dcom", "Microsoft-Windows-DistributedCOM"),
    ("dhcp", "Microsoft-Windows-Dhcp-Client"),
    ("dhcp_qec", "Microsoft-Windows-Dhcp-Nap-Enforcement-Client"),
    ("dhcpv6", "Microsoft-Windows-DHCPv6-Client"),
    ("dienststeuerungs-manager", SCM),
    ("dns", "Microsoft-Windows-DNS-Server-Service"),
    ("fssprov", "Microsoft-Windows-FileShareShadowCopyProvider"),
    ("fvevol", "Microsoft-Windows-BitLocker-Driver"),
    ("gestionnaire de contrôle des services", SCM),
    ("http", "Microsoft-Windows-HttpEvent"),
    ("ipmgm", "Microsoft-Windows-RasServer"),
    ("ipnathlp", "Microsoft-Windows-SharedAccess_NAT"),
    ("iprouter manager", "Microsoft-Windows-MPRMSG"),
    ("iproutermanager", "Microsoft-Windows-MPRMSG"),
    ("kdc", "Microsoft-Windows-Kerberos-Key-Distribution-Center"),
    ("kerberos", "Microsoft-Windows-Security-Kerberos"),
    ("lsm", "Microsoft-Windows-TerminalServices-LocalSessionManager"),
    ("microsoft windows security auditing", "Microsoft-Windows-Security-Auditing"),
    ("microsoft windows security auditing.", "Microsoft-Windows-Security-Auditing"),
    ("microsoft-windows-service control manager", SCM),
    ("ntds general", "Microsoft-Windows-ActiveDirectory_DomainService"),
    ("ntds kcc", "Microsoft-Windows-ActiveDirectory_DomainService"),
    ("ntds ldap", "Microsoft-Windows-ActiveDirectory_DomainService"),
    ("ntds replication", "Microsoft-Windows-ActiveDirectory_DomainService"),
    ("print", "Microsoft-Windows-PrintService"),
    ("process exit monitor", "Microsoft-Windows-ProcessExitMonitor"),
    ("sam", "Microsoft-Windows-Directory-Services-SAM"),
    ("scardsvr", "Microsoft-Windows-Smartcard-Server"),
    ("service control manager", SCM),
    ("software protection platform service", "Microsoft-Windows-Security-SPP"),
    ("spoolss", "Microsoft-Windows-SpoolerSpoolss"),
    ("standard tcp/ip port", "Microsoft-Windows-SpoolerTCPMon"),
    ("umrdpservice", "Microsoft-Windows-TerminalServices-Printers"),
    ("w32time", "Microsoft-Windows-Time-Service"),
    ("w3svc", "Microsoft-Windows-IIS-W3SVC"),
    ("windefend", "Microsoft-Windows-Windows Defender"),
    ("windows search service", "Microsoft-Windows-Search"),
    ("windows search service profile notification", "Microsoft-Windows-Search-ProfileNotify"),
    ("windows update agent", "Microsoft-Windows-WindowsUpdateClient"),
    ("winhttpautoproxysvc", "Microsoft-Windows-WinHttp"),
    ("winmgmt", "Microsoft-Windows-WMI"),
    ("диспетчер управления службами", SCM),
    ("サービス コントロール マネージャー", SCM),
    ("服务控制管理器", SCM),
];

const SCM: &str = "Service Control Manager";

#[cfg(test)]
pub(super) const TABLE: &[(&str, &str)] = ALIASES;

#[cfg(test)]
pub(super) const SHORT_TABLE: &[&str] = SHORT;
