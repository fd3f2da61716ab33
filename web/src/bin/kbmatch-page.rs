//! The program of the page: see the library.

fn main() {
    kbmatch_web::draw();
}
