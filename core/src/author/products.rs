//! How products are spelt: one name for one product, so that lists and filters hold together.
//!
//! A name that is not here is as good as any other, unless it is nearly one that is.

use crate::text::fold;

/// Names as their makers write them.
const KNOWN: &[&str] = &[
    ".NET",
    ".NET Framework",
    "AD FS",
    "ASP.NET",
    "ASP.NET Core",
    "Active Directory Certificate Services",
    "Active Directory Domain Services",
    "Active Directory Lightweight Directory Services",
    "Apache HTTP Server",
    "Apache Kafka",
    "Argo CD",
    "Azure AD Connect",
    "Azure App Service",
    "Azure CLI",
    "Azure DevOps",
    "Azure Functions",
    "Azure Key Vault",
    "Azure Kubernetes Service",
    "Azure Local",
    "Azure SQL Database",
    "Azure Stack HCI",
    "Azure Storage",
    "Azure Virtual Desktop",
    "BitLocker",
    "CoreDNS",
    "DFS Replication",
    "DHCP Server",
    "DNS Server",
    "Docker",
    "Elasticsearch",
    "Exchange Online",
    "Exchange Online Protection",
    "Exchange Server",
    "Exchange Server 2013",
    "Exchange Server 2016",
    "Exchange Server 2019",
    "Failover Clustering",
    "Google Chrome",
    "Grafana",
    "Grafana Loki",
    "HAProxy",
    "Hyper-V",
    "Internet Information Services",
    "Istio",
    "Kubernetes",
    "Linux",
    "MariaDB",
    "Microsoft 365",
    "Microsoft 365 Apps",
    "Microsoft Configuration Manager",
    "Microsoft Defender Antivirus",
    "Microsoft Defender for Endpoint",
    "Microsoft Edge",
    "Microsoft Entra Connect Sync",
    "Microsoft Entra External ID",
    "Microsoft Entra ID",
    "Microsoft Graph",
    "Microsoft Intune",
    "Microsoft Purview",
    "Microsoft Teams",
    "MongoDB",
    "MySQL",
    "NGINX",
    "Network Policy Server",
    "Office",
    "OneDrive",
    "OpenSSH",
    "OpenTelemetry Collector",
    "Outlook",
    "PostgreSQL",
    "PowerShell",
    "Prometheus",
    "RabbitMQ",
    "Red Hat Enterprise Linux",
    "Redis",
    "Remote Desktop Services",
    "SQL Server",
    "SQL Server 2016",
    "SQL Server 2017",
    "SQL Server 2019",
    "SQL Server 2022",
    "SharePoint Online",
    "SharePoint Server",
    "System Center Operations Manager",
    "Ubuntu",
    "Visual Studio",
    "WSUS",
    "Web Application Proxy",
    "Windows",
    "Windows 10",
    "Windows 11",
    "Windows 7",
    "Windows 8.1",
    "Windows Admin Center",
    "Windows Autopilot",
    "Windows Hello for Business",
    "Windows Installer",
    "Windows Server",
    "Windows Server 2008 R2",
    "Windows Server 2012",
    "Windows Server 2012 R2",
    "Windows Server 2016",
    "Windows Server 2019",
    "Windows Server 2022",
    "Windows Server 2025",
    "Windows Subsystem for Linux",
];

/// Other names of these, abbreviations and former ones, folded and without what does not count; sorted.
///
/// Sources: <https://learn.microsoft.com/entra/fundamentals/new-name>, and the vendors' own short forms.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("activedirectoryfederationservices", "AD FS"),
    ("adcs", "Active Directory Certificate Services"),
    ("adds", "Active Directory Domain Services"),
    ("adlds", "Active Directory Lightweight Directory Services"),
    ("aks", "Azure Kubernetes Service"),
    ("apachehttpd", "Apache HTTP Server"),
    ("azureactivedirectory", "Microsoft Entra ID"),
    ("azuread", "Microsoft Entra ID"),
    ("configmgr", "Microsoft Configuration Manager"),
    ("configurationmanager", "Microsoft Configuration Manager"),
    ("dfsr", "DFS Replication"),
    ("endpointconfigurationmanager", "Microsoft Configuration Manager"),
    ("entraconnect", "Microsoft Entra Connect Sync"),
    ("entraid", "Microsoft Entra ID"),
    ("iis", "Internet Information Services"),
    ("intune", "Microsoft Intune"),
    ("k8s", "Kubernetes"),
    ("kafka", "Apache Kafka"),
    ("loki", "Grafana Loki"),
    ("msi", "Windows Installer"),
    ("mssql", "SQL Server"),
    ("nps", "Network Policy Server"),
    ("postgres", "PostgreSQL"),
    ("rds", "Remote Desktop Services"),
    ("rhel", "Red Hat Enterprise Linux"),
    ("sccm", "Microsoft Configuration Manager"),
    ("scom", "System Center Operations Manager"),
    ("systemcenterconfigurationmanager", "Microsoft Configuration Manager"),
    ("windowsserverupdateservices", "WSUS"),
    ("wsl", "Windows Subsystem for Linux"),
    ("wsus", "WSUS"),
];

/// What a name should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As it stands.
    Right,
    /// This: the same name, written otherwise, or another name of the same product.
    Other(&'static str),
    /// Perhaps this.
    Near(&'static str),
}

/// The name that the makers give to a product that is called `name`, where that is known and another.
pub fn product_name(name: &str) -> Option<&'static str> {
    match spelling(name) {
        Spelling::Other(known) => Some(known),
        Spelling::Right | Spelling::Near(_) => None,
    }
}

pub(super) fn spelling(name: &str) -> Spelling {
    if KNOWN.contains(&name) {
        return Spelling::Right;
    }
    let key = key(name);
    let plain = key.strip_prefix("microsoft").unwrap_or(&key);
    let same = |known: &&&str| [&key, plain].contains(&self::key(known).as_str());
    let other = |name: &str| OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, known)| *known);
    if let Some(known) = KNOWN.iter().find(same).copied().or_else(|| other(&key)).or_else(|| other(plain)) {
        return if known == name { Spelling::Right } else { Spelling::Other(known) };
    }
    match KNOWN.iter().find(|known| is_slip(&key, &self::key(known))) {
        Some(known) => Spelling::Near(known),
        None => Spelling::Right,
    }
}

/// A name without what does not count: case, spaces, hyphens, dots inside.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether one was meant to be the other: a letter or two are wrong in a name of some length. Another number is another product.
fn is_slip(name: &str, known: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let allowed = known.len().min(name.len()) / 6;
    allowed > 0 && digits(name) == digits(known) && strsim::osa_distance(name, known) <= allowed.min(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_their_names_lead_somewhere() {
        assert!(KNOWN.is_sorted() && OTHER_NAMES.is_sorted_by_key(|(other, _)| *other));
        for (other, known) in OTHER_NAMES {
            assert!(KNOWN.contains(known), "{known}");
            assert_eq!(key(other), *other);
        }
        for known in KNOWN {
            assert_eq!(spelling(known), Spelling::Right, "{known}");
        }
    }

    #[test]
    fn spellings_of_one_name_and_former_names_become_the_name() {
        for (written, known) in [
            ("windows server 2019", "Windows Server 2019"),
            ("Microsoft Windows 10", "Windows 10"),
            ("Azure AD", "Microsoft Entra ID"),
            ("Microsoft SQL-Server", "SQL Server"),
            ("IIS", "Internet Information Services"),
            ("Hyper V", "Hyper-V"),
        ] {
            assert_eq!(product_name(written), Some(known), "{written}");
        }
    }

    #[test]
    fn a_slip_is_near_and_another_product_is_not() {
        assert_eq!(spelling("Windows Sever 2019"), Spelling::Near("Windows Server 2019"));
        assert_eq!(spelling("Kuberentes"), Spelling::Near("Kubernetes"));
        for other in
            ["Windows Server 2028", "Contoso Backup", "Windows 12", "Exchange Server 2010", "Dovecot"]
        {
            assert_eq!(spelling(other), Spelling::Right, "{other}");
        }
    }
}
