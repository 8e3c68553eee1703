//! One binary: the subcommands of `portal`, see [`server::commands`].

use clap::Parser;
use server::commands::{Cli, run};
use std::process::ExitCode;

/// Pages are many small pieces of memory; the system's allocator took a quarter of their time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr().lock(), "portal: {error:#}");
            ExitCode::from(2)
        }
    }
}
