//! The page's programs: compiled to WebAssembly, with the JavaScript that lets the two call each other.

use crate::process::run;
use crate::toolchain::{TARGET, WasmToolchain};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A WebAssembly module and its JavaScript glue.
pub(crate) struct Program {
    /// The classic script that defines the function which starts it.
    pub(crate) glue: Vec<u8>,
    /// The module that the script instantiates.
    pub(crate) module: Vec<u8>,
}

/// The programs that the page is made of.
pub(crate) struct Programs {
    /// Draws the page. Its script defines `wasm_bindgen`.
    pub(crate) page: Program,
    /// Matches, in the page's worker. Its script defines `wasm_bindgen`.
    pub(crate) engine: Program,
    /// The engine again, for long documents. Its script defines `kbmatch_fast`.
    pub(crate) fast: Program,
    /// Makes text of event log files, in the same worker. Its script defines `kbmatch_evtx`.
    pub(crate) evtx: Program,
    /// Unpacks the others where the page is one file. Its script defines `kbmatch_unpack`.
    pub(crate) unpack: Program,
}

/// Compiles the programs and generates their glue.
///
/// # Errors
/// When a toolchain cannot be set up, or a program does not compile.
pub(crate) fn build() -> Result<Programs> {
    let toolchain = WasmToolchain::set_up()?;
    compile(&toolchain, &["--bin", PAGE, "--bin", ENGINE])?;
    // Apart from the others: with its feature the engine would read event log files, too.
    compile(&toolchain, &["--bin", EVTX, "--bin", UNPACK, "--features", "evtx,unpack"])?;
    compile_fast(&toolchain)?;
    Ok(Programs {
        page: bind(PAGE, "wasm_bindgen")?,
        engine: bind(ENGINE, "wasm_bindgen")?,
        fast: bind(FAST, "kbmatch_fast")?,
        evtx: bind(EVTX, "kbmatch_evtx")?,
        unpack: bind(UNPACK, "kbmatch_unpack")?,
    })
}

/// The programs of the npm package, by the last words of their names.
pub(crate) struct PackagePrograms {
    /// With glue that is an ES module.
    pub(crate) modules: BTreeMap<&'static str, Program>,
    /// Those that the worker runs, with glue that is a classic script.
    pub(crate) scripts: BTreeMap<&'static str, Program>,
}

/// Compiles the programs of the npm package: element, engine, and what reads event log files.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_package() -> Result<PackagePrograms> {
    let toolchain = WasmToolchain::set_up()?;
    compile(&toolchain, &["--bin", ELEMENT, "--bin", ENGINE])?;
    compile(&toolchain, &["--bin", EVTX, "--features", "evtx"])?;
    let module = |(key, name)| Ok((key, bind_module(name)?));
    let script = |(key, name, starter)| Ok((key, bind(name, starter)?));
    Ok(PackagePrograms {
        modules: [("element", ELEMENT), ("engine", ENGINE), ("evtx", EVTX)]
            .into_iter()
            .map(module)
            .collect::<Result<_>>()?,
        scripts: [("engine", ENGINE, "wasm_bindgen"), ("evtx", EVTX, "kbmatch_evtx")]
            .into_iter()
            .map(script)
            .collect::<Result<_>>()?,
    })
}

const PAGE: &str = "kbmatch-page";
const ELEMENT: &str = "kbmatch-element";
const ENGINE: &str = "kbmatch-engine";
const EVTX: &str = "kbmatch-evtx";
const FAST: &str = "kbmatch-fast";
const UNPACK: &str = "kbmatch-unpack";

/// What all browsers of these years have but a few; those that lack it do without the fast engine.
pub(crate) const SIMD: &str = "-Ctarget-feature=+simd128";

/// What makes the page's profile one for speed.
pub(crate) const SPEED: &str = "--config=profile.page.opt-level=3";

fn compile(toolchain: &WasmToolchain, what: &[&str]) -> Result<()> {
    run(toolchain.cargo("build")?.args(["--package", "kbmatch-web", "--profile", "page"]).args(what))
}

/// In the same profile, so that what runs at build time is not built again.
fn compile_fast(toolchain: &WasmToolchain) -> Result<()> {
    let mut cargo = toolchain.cargo_with("build", "target/web", &[SIMD])?;
    let what = ["--bin", FAST, "--features", "fast", SPEED];
    run(cargo.args(["--package", "kbmatch-web", "--profile", "page"]).args(what))
}

/// Compiles a program of the suites for Node as the tests are compiled, and gives the script to `require`. The folder gets it and
/// the module.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_for_node(package: &str, folder: &Path) -> Result<PathBuf> {
    run(WasmToolchain::set_up()?.cargo("build")?.args(["--package", package]))?;
    let compiled: PathBuf = ["target/web", TARGET, "debug"].iter().collect();
    bind_for_node(&compiled.join(format!("{package}.wasm")), package, folder)
}

/// As [`build_for_node`], for the page's profile, with more options of cargo and flags of rustc. What is built stays in `folder`.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_for_node_with(
    package: &str,
    folder: &str,
    options: &[&str],
    rustc: &[&str],
) -> Result<PathBuf> {
    let mut cargo = WasmToolchain::set_up()?.cargo_with("build", folder, rustc)?;
    run(cargo.args(["--package", package]).args(options))?;
    let compiled: PathBuf = [folder, TARGET, "page"].iter().collect();
    bind_for_node(&compiled.join(format!("{package}.wasm")), package, &Path::new(folder).join("node"))
}

/// The glue that Node loads.
fn bind_for_node(compiled: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.input_path(compiled).out_name(name).nodejs(true)?.typescript(false);
    bindgen.generate(folder).with_context(|| versions(compiled))?;
    Ok(folder.join(format!("{name}.js")))
}

fn versions(compiled: &Path) -> String {
    format!(
        "wasm-bindgen cannot read {}; where it speaks of versions: `cargo update -p wasm-bindgen -p \
         wasm-bindgen-cli-support`",
        compiled.display()
    )
}

/// As a library, wasm-bindgen has the version that Cargo.lock gives it, which must be the page's own.
///
/// No wasm-opt after it: with link-time optimisation its -Oz took 4 % off the module and added 1 % to what is sent
/// compressed, and the outcome would depend on which version, if any, a machine happens to have.
fn bind(name: &str, starter: &str) -> Result<Program> {
    // A classic script is what page and worker can both load, also from a disk; a module worker is not.
    generate(name, Bindgen::new().no_modules(true)?.no_modules_global(starter)?)
}

/// As [`bind`], with glue that is an ES module.
fn bind_module(name: &str) -> Result<Program> {
    generate(name, Bindgen::new().web(true)?)
}

fn generate(name: &str, bindgen: &mut Bindgen) -> Result<Program> {
    let compiled: PathBuf = ["target/web", TARGET, "page", &format!("{name}.wasm")].iter().collect();
    let mut output = bindgen
        .input_path(&compiled)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .typescript(false)
        .generate_output()
        .with_context(|| versions(&compiled))?;
    Ok(Program { glue: output.js().as_bytes().to_owned(), module: output.wasm_mut().emit_wasm() })
}
