//! A static server for the loopback interface, with the headers that a real host of the page should send too.
//!
//! It serves the assets from memory: a path that is not an asset's name leads nowhere, whatever it looks like.

use crate::assets::{Asset, ENTRY};
use anyhow::{Context, Result, anyhow};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use tiny_http::{Header, Method, Request, Response};

/// What the page may load and do: its own files, and WebAssembly. The entry carries it as well, for hosts that
/// cannot set headers.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    worker-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// How many ports are tried when the wanted one is taken.
const PORTS: u16 = 20;

/// The site on a port of its own.
pub(crate) struct Server {
    http: tiny_http::Server,
    assets: Vec<Asset>,
}

impl Server {
    /// Takes `port`, or the next free one after it; 0 means any.
    ///
    /// # Errors
    /// When there is no free port.
    pub(crate) fn bind(assets: Vec<Asset>, port: u16) -> Result<Self> {
        let listener = listen(port).with_context(|| format!("no free port from {port} on"))?;
        let http = tiny_http::Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
        Ok(Self { http, assets })
    }

    /// Where a browser finds the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.http.server_addr())
    }

    /// Answers requests until [`Server::stop`].
    pub(crate) fn run(&self) {
        for request in self.http.incoming_requests() {
            let response = self.answer(&request);
            // A browser that went away in the middle of an answer is no concern of the others.
            let _ = request.respond(response);
        }
    }

    /// Ends a [`Server::run`] on another thread.
    pub(crate) fn stop(&self) {
        self.http.unblock();
    }

    fn answer(&self, request: &Request) -> Response<io::Cursor<Vec<u8>>> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return text(405, "Only GET and HEAD work here.\n").with_header(header("Allow", "GET, HEAD"));
        }
        match find(&self.assets, request.url()) {
            Some(asset) => file(asset, accepts_gzip(request.headers())),
            None => text(404, "There is no such file.\n"),
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let mut last = port;
    loop {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, last)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && last < port.saturating_add(PORTS) => {
                last += 1;
            }
            outcome => return outcome,
        }
    }
}

fn find<'a>(assets: &'a [Asset], url: &str) -> Option<&'a Asset> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = if path.is_empty() { ENTRY } else { path };
    assets.iter().find(|asset| asset.name == name)
}

fn accepts_gzip(headers: &[Header]) -> bool {
    let accepted = headers.iter().find(|header| header.field.equiv("Accept-Encoding"));
    accepted.is_some_and(|header| header.value.as_str().split(',').any(|coding| coding.trim() == "gzip"))
}

fn file(asset: &Asset, gzip: bool) -> Response<io::Cursor<Vec<u8>>> {
    let response = if gzip {
        Response::from_data(asset.gzip.clone()).with_header(header("Content-Encoding", "gzip"))
    } else {
        Response::from_data(asset.bytes.clone())
    };
    let cache = if asset.name == ENTRY { "no-cache" } else { "public, max-age=31536000, immutable" };
    secured(response)
        .with_header(header("Content-Type", media_type(&asset.name)))
        .with_header(header("Cache-Control", cache))
        .with_header(header("Vary", "Accept-Encoding"))
}

fn text(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    secured(Response::from_string(text).with_status_code(status))
}

fn secured(response: Response<io::Cursor<Vec<u8>>>) -> Response<io::Cursor<Vec<u8>>> {
    response
        .with_chunked_threshold(usize::MAX) // the length is known: say it
        .with_header(header("Content-Security-Policy", &format!("{PAGE_POLICY}; frame-ancestors 'none'")))
        .with_header(header("Cross-Origin-Opener-Policy", "same-origin"))
        .with_header(header("Referrer-Policy", "no-referrer"))
        .with_header(header("X-Content-Type-Options", "nosniff"))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// # Panics
/// When `value` cannot stand in a header; every one here is written in this file.
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("names and values of headers are plain ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    /// What a server with an entry and one script answers to `request`, headers in lower case.
    fn answer(request: &str) -> Result<String> {
        let asset = |name: &str| Asset { name: name.into(), bytes: b"plain".into(), gzip: b"packed".into() };
        let server = Server::bind(vec![asset(ENTRY), asset("a-1.js")], 0)?;
        let address = server.http.server_addr().to_string();
        thread::scope(|scope| {
            scope.spawn(|| server.run());
            let answer = exchange(&address, request);
            server.stop();
            answer
        })
    }

    fn exchange(address: &str, request: &str) -> Result<String> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "{request}\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn the_entry_carries_the_policy_and_is_asked_for_again() -> Result<()> {
        let answer = answer("GET /?x#y HTTP/1.1")?;
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\nplain"), "{answer}");
        assert!(answer.contains("Content-Security-Policy: default-src 'none'; "), "{answer}");
        assert!(answer.contains("frame-ancestors 'none'\r\n"), "{answer}");
        assert!(answer.contains("Content-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("Cache-Control: no-cache\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_hashed_file_is_kept_and_sent_packed_to_those_who_take_it() -> Result<()> {
        let answer = answer("GET /a-1.js HTTP/1.1\r\nAccept-Encoding: br, gzip")?;
        assert!(answer.ends_with("\r\n\r\npacked"), "{answer}");
        assert!(answer.contains("Content-Encoding: gzip\r\n"), "{answer}");
        assert!(answer.contains("immutable\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn head_has_the_length_and_no_body() -> Result<()> {
        let answer = answer("HEAD /a-1.js HTTP/1.1")?;
        assert!(answer.contains("Content-Length: 5\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn nothing_but_the_sites_own_files_is_served() -> Result<()> {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/dist", "/a-1.js/", "*"] {
            let answer = answer(&format!("GET {path} HTTP/1.1"))?;
            assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
            assert!(answer.contains("Content-Security-Policy: "), "{path}: {answer}");
        }
        Ok(())
    }

    #[test]
    fn other_methods_are_refused() -> Result<()> {
        let answer = answer("POST / HTTP/1.1\r\nContent-Length: 0")?;
        assert!(answer.starts_with("HTTP/1.1 405 ") && answer.contains("Allow: GET, HEAD\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_taken_port_leads_to_the_next() -> Result<()> {
        let first = listen(0)?.local_addr()?.port().min(60_000);
        let taken = listen(first)?;
        let next = listen(taken.local_addr()?.port())?;
        assert!(next.local_addr()?.port() > taken.local_addr()?.port());
        Ok(())
    }
}
