//! The page's program: see the library.

fn main() {
    kbmatch_web::start();
}
