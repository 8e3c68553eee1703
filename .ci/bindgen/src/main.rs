//! Writes the glue between a page and its WebAssembly module:
//! `wasm-bindgen --target=web --out-name=NAME --out-dir=FOLDER MODULE.wasm`, and `--version`.
//! Understands what `.ci/site.sh` and cargo-leptos say, and refuses everything else.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("wasm-bindgen: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true).map_err(|fault| fault.to_string())?;
    bindgen.typescript(false);
    let (mut module, mut folder) = (None, None);
    for argument in arguments {
        let (name, value) = argument.split_once('=').unwrap_or((&argument, ""));
        match name {
            "--version" => {
                println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
                return Ok(());
            }
            "--target" if value == "web" => {}
            "--no-typescript" => {}
            "--out-name" => drop(bindgen.out_name(value)),
            "--out-dir" => folder = Some(value.to_owned()),
            "--omit-default-module-path" => drop(bindgen.omit_default_module_path(true)),
            "--debug" => drop(bindgen.debug(true)),
            "--keep-debug" => drop(bindgen.keep_debug(true)),
            _ if !name.starts_with('-') && module.is_none() => module = Some(argument),
            _ => return Err(format!("{argument}: not understood here")),
        }
    }
    let module = module.ok_or("no module named")?;
    let folder = folder.ok_or("no --out-dir=FOLDER named")?;
    bindgen
        .input_path(module)
        .generate(folder)
        .map_err(|fault| format!("{fault:?}"))
}
