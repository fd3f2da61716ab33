//! A static server for the loopback interface, with the headers that a real host of the page should send too.
//!
//! It serves files from memory: a path that is not a file's leads nowhere, whatever it looks like.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kbmatch_site::{ENTRY, File, POLICY};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use tokio::sync::{Notify, watch};

/// A file as it is sent.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file.
    pub file: File,
    /// Its content as it is sent where gzip is accepted; `None` where only the plain one is.
    pub gzip: Option<Vec<u8>>,
}

impl From<File> for Asset {
    fn from(file: File) -> Self {
        Self { file, gzip: None }
    }
}

type Assets = BTreeMap<String, Asset>;

/// What a page is told that is reloaded when its files change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// What to call the problems.
    pub title: String,
    /// What is wrong with the newest change of what the files are made of; the files are older then.
    pub problems: Option<String>,
}

/// What is served now.
#[derive(Clone, Debug, Default)]
struct Shown {
    assets: Arc<Assets>,
    /// How often other files took their place.
    build: u32,
    /// How often anything here changed.
    change: u32,
    live: Option<Live>,
}

/// Where pages ask what has changed: `kbmatch-live?CHANGE` is answered once there is another change than that.
const LIVE_PATH: &str = "/kbmatch-live";

/// How many ports are tried when the wanted one is taken.
const PORTS: u16 = 20;

/// The site on a port of its own.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    shown: watch::Sender<Shown>,
    stopped: Notify,
}

impl Server {
    /// Takes `port`, or the next free one after it; 0 means any.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn bind(assets: impl IntoIterator<Item = Asset>, port: u16) -> io::Result<Self> {
        let listener = listen(port)?;
        let (shown, _) = watch::channel(Shown { assets: by_path(assets), ..Shown::default() });
        Ok(Self { listener, shown, stopped: Notify::new() })
    }

    /// Serves other files from now on, if any are given, and tells so the pages that ask what has changed.
    pub fn show(&self, assets: Option<Vec<Asset>>, live: Live) {
        self.shown.send_modify(|shown| {
            shown.change += 1;
            shown.live = Some(live);
            if let Some(assets) = assets {
                shown.build += 1;
                shown.assets = by_path(assets);
            }
        });
    }

    /// Where a browser finds the page.
    ///
    /// # Errors
    /// When the system does not know the port it gave.
    pub fn url(&self) -> io::Result<String> {
        Ok(format!("http://{}/", self.listener.local_addr()?))
    }

    /// Answers requests until [`Server::stop`].
    ///
    /// # Errors
    /// When the system refuses what a server needs.
    pub fn run(&self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        runtime.block_on(async {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener.try_clone()?)?;
            let shown = self.shown.subscribe();
            let site = Router::new().fallback(move |request: Request| respond(shown.clone(), request));
            // Browsers keep idle connections open: stopping does not wait for them.
            tokio::select! {
                outcome = axum::serve(listener, site).into_future() => outcome,
                () = self.stopped.notified() => Ok(()),
            }
        })
    }

    /// Ends a [`Server::run`] on another thread.
    pub fn stop(&self) {
        self.stopped.notify_one();
    }
}

fn by_path(assets: impl IntoIterator<Item = Asset>) -> Arc<Assets> {
    Arc::new(assets.into_iter().map(|asset| (asset.file.path.clone(), asset)).collect())
}

async fn respond(mut shown: watch::Receiver<Shown>, request: Request) -> Response {
    let is_live = shown.borrow().live.is_some();
    if is_live && request.uri().path() == LIVE_PATH {
        let seen = request.uri().query().and_then(|seen| seen.parse().ok());
        // The sender lives as long as the server.
        return match shown.wait_for(|shown| Some(shown.change) != seen).await {
            Ok(now) => secured(told(&now)),
            Err(_) => secured(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        };
    }
    let assets = Arc::clone(&shown.borrow().assets);
    answer(&assets, &request)
}

/// What `live.js` reads.
#[derive(Serialize)]
struct Told<'a> {
    change: u32,
    build: u32,
    title: &'a str,
    problems: Option<&'a str>,
}

fn told(shown: &Shown) -> Response {
    let live = shown.live.clone().unwrap_or_default();
    let told = Told {
        change: shown.change,
        build: shown.build,
        title: &live.title,
        problems: live.problems.as_deref(),
    };
    // Numbers and texts always become JSON.
    let told = serde_json::to_string(&told).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, told).into_response()
}

fn answer(assets: &Assets, request: &Request) -> Response {
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

/// The file at a path; a folder's is its entry.
fn find<'a>(assets: &'a Assets, path: &str) -> Option<&'a Asset> {
    let path = path.strip_prefix('/')?;
    match path.is_empty() || path.ends_with('/') {
        true => assets.get(&format!("{path}{ENTRY}")),
        false => assets.get(path),
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.split(',').any(|coding| coding.trim() == "gzip"))
}

fn file(asset: &Asset, gzip: bool) -> Response {
    let cache = if asset.file.is_lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, asset.file.media_type()),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "Accept-Encoding"),
    ];
    match &asset.gzip {
        Some(packed) if gzip => {
            (headers, [(header::CONTENT_ENCODING, "gzip")], packed.clone()).into_response()
        }
        _ => (headers, asset.file.bytes.clone()).into_response(),
    }
}

fn secured(mut response: Response) -> Response {
    let framed = format!("{POLICY}; frame-ancestors 'none'");
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

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch_site::Need;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    fn asset(path: &str) -> Asset {
        let bytes = b"plain".to_vec();
        let file = File { path: path.into(), bytes, is_lasting: path != ENTRY, need: Need::First };
        Asset { file, gzip: Some(b"packed".to_vec()) }
    }

    /// What a server with an entry, one in a folder and one script answers to `request`, headers in lower case.
    fn answer(request: &str) -> io::Result<String> {
        let server = Server::bind([asset(ENTRY), asset("a-1.js"), asset("browse/index.html")], 0)?;
        let address = server.listener.local_addr()?.to_string();
        thread::scope(|scope| {
            scope.spawn(|| server.run());
            let answer = exchange(&address, request);
            server.stop();
            answer
        })
    }

    fn exchange(address: &str, request: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "{request}\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| io::Error::other("no head"))?;
        Ok(format!("{}\r\n\r\n{body}", head.to_lowercase()))
    }

    #[test]
    fn the_entry_carries_the_policy_and_is_asked_for_again() -> io::Result<()> {
        let answer = answer("GET /?x#y HTTP/1.1")?;
        assert!(answer.starts_with("http/1.1 200 ") && answer.ends_with("\r\n\r\nplain"), "{answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'; "), "{answer}");
        assert!(answer.contains("frame-ancestors 'none'\r\n"), "{answer}");
        assert!(answer.contains("content-type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("cache-control: no-cache\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_hashed_file_is_kept_and_sent_packed_to_those_who_take_it() -> io::Result<()> {
        let answer = answer("GET /a-1.js HTTP/1.1\r\nAccept-Encoding: br, gzip")?;
        assert!(answer.ends_with("\r\n\r\npacked"), "{answer}");
        assert!(answer.contains("content-encoding: gzip\r\n"), "{answer}");
        assert!(answer.contains("immutable\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn head_has_the_length_and_no_body() -> io::Result<()> {
        let answer = answer("HEAD /a-1.js HTTP/1.1")?;
        assert!(answer.contains("content-length: 5\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_folder_answers_with_its_entry() -> io::Result<()> {
        assert!(answer("GET /browse/ HTTP/1.1")?.starts_with("http/1.1 200 "));
        Ok(())
    }

    #[test]
    fn nothing_but_the_sites_own_files_is_served() -> io::Result<()> {
        for path in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/dist", "/a-1.js/", "*", "/browse"]
        {
            let answer = answer(&format!("GET {path} HTTP/1.1"))?;
            assert!(answer.starts_with("http/1.1 404 "), "{path}: {answer}");
            assert!(answer.contains("content-security-policy: "), "{path}: {answer}");
        }
        Ok(())
    }

    /// A browser opens several connections at once and keeps them; each must be served.
    #[test]
    fn connections_that_stay_open_hold_up_no_other() -> io::Result<()> {
        let server = Server::bind([asset(ENTRY)], 0)?;
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
    fn who_asks_what_changed_is_answered_when_something_has() -> io::Result<()> {
        let server = Server::bind([asset(ENTRY)], 0)?;
        server.show(None, Live { title: "Mistakes".into(), problems: Some("line 3".into()) });
        let address = server.listener.local_addr()?.to_string();
        thread::scope(|scope| {
            scope.spawn(|| server.run());
            let first = exchange(&address, "GET /kbmatch-live HTTP/1.1");
            let waiting = scope.spawn(|| exchange(&address, "GET /kbmatch-live?1 HTTP/1.1"));
            server.show(Some(vec![asset(ENTRY), asset("new.js")]), Live::default());
            let second = waiting.join().map_err(|_| io::Error::other("panicked"));
            let served = exchange(&address, "GET /new.js HTTP/1.1");
            server.stop();
            assert!(first?.ends_with(r#"{"change":1,"build":0,"title":"Mistakes","problems":"line 3"}"#));
            assert!(second??.ends_with(r#"{"change":2,"build":1,"title":"","problems":null}"#));
            assert!(served?.starts_with("http/1.1 200 "));
            Ok(())
        })
    }

    #[test]
    fn other_methods_are_refused() -> io::Result<()> {
        let answer = answer("POST / HTTP/1.1\r\nContent-Length: 0")?;
        assert!(answer.starts_with("http/1.1 405 ") && answer.contains("allow: get, head\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn a_taken_port_leads_to_the_next() -> io::Result<()> {
        let first = listen(0)?.local_addr()?.port().min(60_000);
        let taken = listen(first)?;
        let next = listen(taken.local_addr()?.port())?;
        assert!(next.local_addr()?.port() > taken.local_addr()?.port());
        Ok(())
    }
}
