use crate::read::tests::show;

#[test]
fn a_run_of_keys_on_one_line_is_read() {
    let text = r#"Error: 0xCAA2000C Needs interaction. Code: interaction_required Description: AADSTS50076: You must use MFA to access 'https://a.contoso.com/*'. Trace ID: <Trace ID GUID> Correlation ID: 1-2 Timestamp: 2026-01-02 03:04:05Z
TokenEndpoint: https://login.contoso.com/token Authority: https://login.contoso.com
Client ID: <Client ID GUID> Redirect URI: ms-appx-web://x/<Client ID GUID>
Resource: https://a.contoso.com/*
Correlation ID (request): <Correlation ID GUID>
"#;
    let expected = r#"Text Fragment "Error: 0".."ID GUID>"
  error="0xCAA2000C Needs interaction"
  code="interaction_required"
  description="AADSTS50076: You must use MFA to access 'https://a.contoso.com/*'"
  traceid="<Trace ID GUID>"
  correlationid="1-2"
  timestamp="2026-01-02 03:04:05Z"
  tokenendpoint="https://login.contoso.com/token"
  authority="https://login.contoso.com"
  clientid="<Client ID GUID>"
  redirecturi="ms-appx-web://x/<Client ID GUID>"
  resource="https://a.contoso.com/*"
  correlationid(request)="<Correlation ID GUID>"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_comma_run_is_read_and_its_key_holds_all_of_it() {
    let text = r#"Request: authority: https://login.contoso.com/common, client: 1-2, redirect URI: ms-appx-web://x/1, resource: https://a.contoso.com/, correlation ID (request): 3-4
"#;
    let expected = r#"Text Fragment "Request:".."st): 3-4"
  request="authority: https://login.contoso.com/common, client: 1-2, redirect URI: ms-appx-web://x/1, resource: https://a.contoso.com/, correlation ID (request): 3-4"
  authority="https://login.contoso.com/common"
  client="1-2"
  redirecturi="ms-appx-web://x/1"
  resource="https://a.contoso.com/"
  correlationid(request)="3-4"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn lines_of_keys_are_read_and_what_only_looks_like_a_key_is_not() {
    let text = r#"Subject:
	Security ID:		SYSTEM
	Account Name:		pc1$

The ratio was 3:4 at 10:30 on C:\temp, see http://contoso.com: nothing.
A sentence of more than four words here: no key
1st: no key
Faulting application name: a.exe, version: 1.0, time stamp: 0x5
Empty:
Process ID: 5. Process name: b.exe. Then it stopped.
> - Quoted key: value
AzureAdJoined : YES
Error: access denied: 5
"#;
    let expected = r#"Text Fragment "Subject:".."enied: 5"
  securityid="SYSTEM"
  accountname="pc1$"
  faultingapplicationname="a.exe"
  version="1.0"
  timestamp="0x5"
  processid="5"
  processname="b.exe. Then it stopped."
  quotedkey="value"
  azureadjoined="YES"
  error="access denied: 5"
  accessdenied="5"
"#;
    assert_eq!(show(text), expected);
}
