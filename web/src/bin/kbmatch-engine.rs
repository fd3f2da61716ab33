//! The program of the page's worker: see the library.

fn main() {
    kbmatch_web::serve();
}
