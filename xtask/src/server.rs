//! A static server for the loopback interface, with the headers that a real host of the page should send too.
//!
//! It serves the assets from memory: a path that is not an asset's name leads nowhere, whatever it looks like.

use crate::assets::{Asset, ENTRY};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use tokio::sync::Notify;

/// What the page may load and do: its own files, and WebAssembly. The entry carries it as well, for hosts that
/// cannot set headers.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    worker-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// How many ports are tried when the wanted one is taken.
const PORTS: u16 = 20;

/// The site on a port of its own.
pub(crate) struct Server {
    listener: TcpListener,
    assets: Arc<[Asset]>,
    stopped: Notify,
}

impl Server {
    /// Takes `port`, or the next free one after it; 0 means any.
    ///
    /// # Errors
    /// When there is no free port.
    pub(crate) fn bind(assets: Vec<Asset>, port: u16) -> Result<Self> {
        let listener = listen(port).with_context(|| format!("no free port from {port} on"))?;
        Ok(Self { listener, assets: assets.into(), stopped: Notify::new() })
    }

    /// Where a browser finds the page.
    ///
    /// # Errors
    /// When the system does not know the port it gave.
    pub(crate) fn url(&self) -> Result<String> {
        Ok(format!("http://{}/", self.listener.local_addr()?))
    }

    /// Answers requests until [`Server::stop`].
    ///
    /// # Errors
    /// When the system refuses what a server needs.
    pub(crate) fn run(&self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        runtime.block_on(async {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener.try_clone()?)?;
            let assets = Arc::clone(&self.assets);
            let site =
                Router::new().fallback(move |request: Request| async move { answer(&assets, &request) });
            // Browsers keep idle connections open: stopping does not wait for them.
            tokio::select! {
                outcome = axum::serve(listener, site).into_future() => outcome.context("the server ended"),
                () = self.stopped.notified() => Ok(()),
            }
        })
    }

    /// Ends a [`Server::run`] on another thread.
    pub(crate) fn stop(&self) {
        self.stopped.notify_one();
    }
}

fn answer(assets: &[Asset], request: &Request) -> Response {
    let response = if !matches!(*request.method(), Method::GET | Method::HEAD) {
        (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "Only GET and HEAD work here.\n")
            .into_response()
    } else {
        match find(assets, request.uri().path()) {
            Some(asset) => file(asset, accepts_gzip(request.headers())),
            None => (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
        }
    };
    secured(response)
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

fn find<'a>(assets: &'a [Asset], path: &str) -> Option<&'a Asset> {
    let path = path.strip_prefix('/')?;
    let name = if path.is_empty() { ENTRY } else { path };
    assets.iter().find(|asset| asset.name == name)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.split(',').any(|coding| coding.trim() == "gzip"))
}

fn file(asset: &Asset, gzip: bool) -> Response {
    let cache = if asset.is_lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, media_type(&asset.name)),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "Accept-Encoding"),
    ];
    if gzip {
        (headers, [(header::CONTENT_ENCODING, "gzip")], asset.gzip.clone()).into_response()
    } else {
        (headers, asset.bytes.clone()).into_response()
    }
}

fn secured(mut response: Response) -> Response {
    let framed = format!("{PAGE_POLICY}; frame-ancestors 'none'");
    let headers = [
        (header::CONTENT_SECURITY_POLICY, framed.as_str()),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        // Each of them is written in this file, in plain ASCII.
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Need;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    /// What a server with an entry and one script answers to `request`, headers in lower case.
    fn answer(request: &str) -> Result<String> {
        let asset = |name: &str| Asset {
            name: name.into(),
            bytes: b"plain".into(),
            gzip: b"packed".into(),
            is_lasting: name != ENTRY,
            need: Need::First,
        };
        let server = Server::bind(vec![asset(ENTRY), asset("a-1.js")], 0)?;
        let address = server.listener.local_addr()?.to_string();
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
        let (head, body) = answer.split_once("\r\n\r\n").context("an answer has a head")?;
        Ok(format!("{}\r\n\r\n{body}", head.to_lowercase()))
    }

    #[test]
    fn the_entry_carries_the_policy_and_is_asked_for_again() -> Result<()> {
        let answer = answer("GET /?x#y HTTP/1.1")?;
        assert!(answer.starts_with("http/1.1 200 ") && answer.ends_with("\r\n\r\nplain"), "{answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'; "), "{answer}");
        assert!(answer.contains("frame-ancestors 'none'\r\n"), "{answer}");
        assert!(answer.contains("content-type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("cache-control: no-cache\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_hashed_file_is_kept_and_sent_packed_to_those_who_take_it() -> Result<()> {
        let answer = answer("GET /a-1.js HTTP/1.1\r\nAccept-Encoding: br, gzip")?;
        assert!(answer.ends_with("\r\n\r\npacked"), "{answer}");
        assert!(answer.contains("content-encoding: gzip\r\n"), "{answer}");
        assert!(answer.contains("immutable\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn head_has_the_length_and_no_body() -> Result<()> {
        let answer = answer("HEAD /a-1.js HTTP/1.1")?;
        assert!(answer.contains("content-length: 5\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn nothing_but_the_sites_own_files_is_served() -> Result<()> {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/dist", "/a-1.js/", "*"] {
            let answer = answer(&format!("GET {path} HTTP/1.1"))?;
            assert!(answer.starts_with("http/1.1 404 "), "{path}: {answer}");
            assert!(answer.contains("content-security-policy: "), "{path}: {answer}");
        }
        Ok(())
    }

    /// A browser opens several connections at once and keeps them; each must be served.
    #[test]
    fn connections_that_stay_open_hold_up_no_other() -> Result<()> {
        let server = Server::bind(vec![Asset::new(ENTRY.into(), b"plain".into(), false)?], 0)?;
        let address = server.listener.local_addr()?.to_string();
        thread::scope(|scope| {
            scope.spawn(|| server.run());
            let idle: io::Result<Vec<TcpStream>> = (0..32).map(|_| TcpStream::connect(&address)).collect();
            let answer = exchange(&address, "GET / HTTP/1.1");
            server.stop();
            assert_eq!(idle?.len(), 32);
            assert!(answer?.ends_with("plain"));
            Ok(())
        })
    }

    #[test]
    fn other_methods_are_refused() -> Result<()> {
        let answer = answer("POST / HTTP/1.1\r\nContent-Length: 0")?;
        assert!(answer.starts_with("http/1.1 405 ") && answer.contains("allow: get, head\r\n"), "{answer}");
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
